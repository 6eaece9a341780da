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

/** Returns the typed session id or a new one for every run. */
export const getSessionId = ({ sessionId }: Model, generate: () => string): string =>
  sessionId.origin === 'spent' ? generate() : sessionId.value

/** `windows.WINDOW_ID_CURRENT`, for a click before the window id is known. */
const currentWindowId = -2
