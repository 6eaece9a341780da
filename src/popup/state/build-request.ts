import type { SignInRequest } from '#shared/intents'
import { findMatchingPersona, toAttributes } from './form.ts'
import type { Model } from './model.ts'

/** What the background is asked for: the values as they were typed. */
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
    ...(inPrivateWindow ? { beside: inPrivateWindow } : {}),
  }
}

/** A session id of its own for every run, unless the tester wrote one. */
export const getSessionId = ({ sessionId }: Model, make: () => string): string =>
  sessionId.origin === 'spent' ? make() : sessionId.value

/** `windows.WINDOW_ID_CURRENT`, for a click that comes before the browser said which window this is. */
const currentWindowId = -2
