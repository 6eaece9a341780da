import { json, type OutgoingResponse } from '../http/response.ts'
import type { Route } from '../http/routes.ts'
import { refuseForgery, XSRF_MESSAGES } from '../http/xrfkey.ts'
import { getQrsAbout } from '../qrs/about.ts'
import type { ProxyContext } from './context.ts'
import { findCurrentIdentity } from './current-user.ts'

/** What the hub asks for after it has loaded (docs/facts/qlik-sense.md §3.3). */
export const HUB_API_ROUTES: readonly Route<ProxyContext>[] = [
  { method: 'GET', path: 'api/hub/about', handle: () => json(200, { data: { type: 'about' } }) },
  { method: 'GET', path: 'api/hub/v1/user/info', handle: sendUserInfo },
  { method: 'GET', path: 'qrs/about', handle: sendQrsAbout },
]

/** Handles GET `/{vp/}api/hub/v1/user/info`. No source shows the answer. */
function sendUserInfo(context: ProxyContext): OutgoingResponse {
  const { userDirectory = '', userId = '' } = findCurrentIdentity(context) ?? {}
  const headers = context.site.defects.has('userInfoCacheable')
    ? { 'cache-control': 'public, max-age=3600' }
    : {}
  return json(200, { data: { type: 'user', attributes: { userDirectory, userId } } }, headers)
}

/**
 * Handles GET `/{vp/}qrs/about`: QRS behind the front end, with an xrfkey (docs/facts/qlik-sense.md
 * §1.2 and §4.1).
 */
function sendQrsAbout({ request, site }: ProxyContext): OutgoingResponse {
  const refusal = refuseForgery(request, site.unknowns, XSRF_MESSAGES.qrs)
  return refusal && !site.defects.has('frontEndIgnoresXrfkey') ? refusal : getQrsAbout()
}
