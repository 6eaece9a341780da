import { findingFrom } from '#protocol/errors'
import type { Finding } from '#protocol/findings/index'
import { expectIdentity } from '#protocol/identity-rules'
import { expectPrefix } from '#protocol/prefix'
import { expectCookieName } from '#protocol/session-cookie'
import { expectSessionId } from '#protocol/session-id'
import type { SignInRequest } from './intents.ts'

/** What the contract's rules are about. */
export type Wanted = Pick<SignInRequest, 'prefix' | 'identity' | 'sessionId' | 'cookieName'>

/** Throws BAD_REQUEST, IDENTITY_INVALID or ATTRIBUTES_TOO_LARGE; gives the request as Qlik Sense will take it. */
export const expectRequest = <Request extends Wanted>(request: Request): Request => ({
  ...request,
  prefix: expectPrefix(request.prefix),
  identity: expectIdentity(request.identity),
  sessionId: expectSessionId(request.sessionId),
  cookieName: request.cookieName.trim() === '' ? '' : expectCookieName(request.cookieName.trim()),
})

/** Why a request cannot be taken at all. */
export function refusalOf(request: Wanted): Finding | undefined {
  try {
    expectRequest(request)
    return undefined
  } catch (thrown) {
    return findingFrom(thrown)
  }
}
