import type { SessionIdForm } from '#protocol/session-id-form'
import type { SignInRequest } from '#shared/intents'
import { findMatchingPersona, toAttributes } from './form.ts'
import type { Model } from './model.ts'

/** Builds the request with the values as typed. */
export function buildRequest(model: Model, sessionId: string, inPrivateWindow = false): SignInRequest {
  const { site, prefix, userDirectory, userId, rows, cookieName } = model.form
  return {
    site,
    prefix,
    identity: { userDirectory, userId, attributes: toAttributes(rows) },
    sessionId,
    cookieName,
    persona: model.personaId ?? findMatchingPersona(model.form, model.personas.personas)?.id,
    windowId: model.pageContext.windowId ?? currentWindowId,
    ...(inPrivateWindow ? { inPrivateWindow } : {}),
  }
}

/** Returns the typed session id, or a new one for every run in the form that the site has chosen. */
export function getSessionId(
  { sessionId: { value, origin }, sites, form }: Model,
  generate: (form?: SessionIdForm) => string,
): string {
  const wanted = sites.find(({ id }) => id === form.site)?.sessionIds
  const isOtherForm = origin === 'made' && wanted === 'base64url' && guidPattern.test(value)
  return origin === 'spent' || isOtherForm ? generate(wanted) : value
}

const guidPattern = /^[\da-f-]+$/

/** `windows.WINDOW_ID_CURRENT`, for a click before the window id is known. */
const currentWindowId = -2
