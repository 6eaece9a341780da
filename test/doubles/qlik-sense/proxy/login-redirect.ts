import { getHeader } from '../http/request.ts'
import { type OutgoingResponse, redirect, withHeaders } from '../http/response.ts'
import { getOrigin, type ProxyContext, toProxyUrl } from './context.ts'
import { clearInvalidCookieHeader } from './session-cookie.ts'

/**
 * Redirects to the authentication module, which sends the user back with a ticket
 * (docs/facts/qlik-sense.md §3.2).
 */
export function redirectToLogin(context: ProxyContext): OutgoingResponse {
  const targetId = context.site.targets.remember(`${getOrigin(context.request)}${context.request.target}`)
  const { authenticationModuleRedirectUri } = context.virtualProxy
  const location =
    authenticationModuleRedirectUri === ''
      ? internalLoginUrl(context, targetId)
      : externalLoginUrl(context, targetId)
  return withHeaders(redirect(302, location), clearInvalidCookieHeader(context))
}

/**
 * Returns the internal login address: the same host and port with `targetId`
 * (docs/facts/qlik-sense.md §3.2).
 */
const internalLoginUrl = (context: ProxyContext, targetId: string): string =>
  `${toProxyUrl(context, selectInternalModule(context))}?targetId=${targetId}`

/** Selects form or NTLM by a pattern in the User-Agent (docs/facts/qlik-sense.md §3.2). */
export function selectInternalModule({ request, virtualProxy }: ProxyContext): string {
  const userAgent = getHeader(request, 'user-agent') ?? ''
  const isWindows = userAgent.includes(virtualProxy.windowsAuthenticationEnabledDevicePattern)
  return isWindows ? 'internal_windows_authentication/' : 'internal_forms_authentication/'
}

/**
 * Returns the external login address: `proxyRestUri` first, lowercase escapes, trailing slash
 * (docs/facts/qlik-sense.md §3.2).
 */
function externalLoginUrl({ site, virtualProxy }: ProxyContext, targetId: string): string {
  const { prefix, authenticationModuleRedirectUri: uri } = virtualProxy
  const proxyRestUri = `${site.origins.get('qps')}/qps/${prefix === '' ? '' : `${prefix}/`}`
  const query = `proxyRestUri=${encodeLowerCase(proxyRestUri)}&targetId=${targetId}`
  return `${uri}${uri.includes('?') ? '&' : '?'}${query}`
}

const encodeLowerCase = (uri: string): string =>
  encodeURIComponent(uri).replace(/%[0-9A-F]{2}/g, code => code.toLowerCase())
