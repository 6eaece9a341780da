import type { SignInRequest } from '#shared/intents'
import { attributesOf } from './form.ts'
import type { Model } from './model.ts'
import { personaLike } from './personas/form.ts'

/** What the background is asked for: the values as they were typed. */
export function requestOf(model: Model, sessionId: string, beside = false): SignInRequest {
  const { site, prefix, userDirectory, userId, rows, cookieName } = model.form
  return {
    site,
    prefix,
    identity: { userDirectory, userId, attributes: attributesOf(rows) },
    sessionId,
    cookieName,
    persona: model.persona ?? personaLike(model.form, model.personas.personas)?.id,
    windowId: model.here.windowId ?? currentWindow,
    ...(beside ? { beside } : {}),
  }
}

/** A session id of its own for every run, unless the tester wrote one. */
export const sessionIdFor = ({ sessionId }: Model, make: () => string): string =>
  sessionId.origin === 'spent' ? make() : sessionId.value

/** `windows.WINDOW_ID_CURRENT`, for a click that comes before the browser said which window this is. */
const currentWindow = -2
