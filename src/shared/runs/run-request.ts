import { HubpassError } from '#protocol/errors'
import type { BareFinding } from '#protocol/findings/index'
import { parseIdentity } from '#protocol/identity-rules'
import { parsePrefix } from '#protocol/parse-prefix'
import { parseCookieName } from '#protocol/session-cookie'
import { parseSessionId } from '#protocol/session-id'
import type { SignInRequest } from '../intents.ts'

/** The fields of a request that are validated. */
export type RequestInput = Pick<SignInRequest, 'prefix' | 'identity' | 'sessionId' | 'cookieName'>

/**
 * Returns the request as Qlik Sense accepts it. Throws BAD_REQUEST, IDENTITY_INVALID or
 * ATTRIBUTES_TOO_LARGE.
 */
export const parseRequest = <Request extends RequestInput>(request: Request): Request => ({
  ...request,
  prefix: parsePrefix(request.prefix),
  identity: parseIdentity(request.identity),
  sessionId: parseSessionId(request.sessionId),
  cookieName: request.cookieName.trim() === '' ? '' : parseCookieName(request.cookieName.trim()),
})

/** Returns why a request is invalid; undefined for a valid one. */
export function validateRequest(request: RequestInput): BareFinding | undefined {
  try {
    parseRequest(request)
    return undefined
  } catch (thrown) {
    if (thrown instanceof HubpassError) return thrown.finding
    throw thrown
  }
}
