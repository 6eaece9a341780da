import { HubpassError } from '#protocol/errors'
import type { BareFinding } from '#protocol/findings/index'
import { parseIdentity } from '#protocol/identity'
import { parsePrefix } from '#protocol/prefix'
import { parseCookieName } from '#protocol/session-cookie'
import { parseSessionId } from '#protocol/session-id'
import type { SignInRequest } from '../intents.ts'

/** What the contract's rules are about. */
export type RequestInput = Pick<SignInRequest, 'prefix' | 'identity' | 'sessionId' | 'cookieName'>

/** Throws BAD_REQUEST, IDENTITY_INVALID or ATTRIBUTES_TOO_LARGE; gives the request as Qlik Sense will take it. */
export const parseRequest = <Request extends RequestInput>(request: Request): Request => ({
  ...request,
  prefix: parsePrefix(request.prefix),
  identity: parseIdentity(request.identity),
  sessionId: parseSessionId(request.sessionId),
  cookieName: request.cookieName.trim() === '' ? '' : parseCookieName(request.cookieName.trim()),
})

/** Why a request cannot be taken at all. */
export function validateRequest(request: RequestInput): BareFinding | undefined {
  try {
    parseRequest(request)
    return undefined
  } catch (thrown) {
    if (thrown instanceof HubpassError) return thrown.finding
    throw thrown
  }
}
