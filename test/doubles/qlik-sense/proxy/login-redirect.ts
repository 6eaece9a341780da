import { type Answer, redirect, withHeaders } from '../http/answer.ts'
import { headerValue } from '../http/question.ts'
import { addressOf, originOf, type ProxyCall } from './call.ts'
import { invalidCookieCleared } from './session-cookie.ts'

/** Without a valid session: to the authentication module, which sends the user back with a ticket (qlik-sense-facts.md §3.2). */
export function redirectToLogin(call: ProxyCall): Answer {
  const targetId = call.site.targets.remember(`${originOf(call.question)}${call.question.target}`)
  const { authenticationModuleRedirectUri } = call.virtualProxy
  const location =
    authenticationModuleRedirectUri === '' ? internal(call, targetId) : external(call, targetId)
  return withHeaders(redirect(302, location), invalidCookieCleared(call))
}

/** The same host and port, `targetId` alone (qlik-sense-facts.md §3.2). */
const internal = (call: ProxyCall, targetId: string): string =>
  `${addressOf(call, internalModule(call))}?targetId=${targetId}`

/** Form or NTLM, by a pattern looked for in the User-Agent (qlik-sense-facts.md §3.2). */
export function internalModule({ question, virtualProxy }: ProxyCall): string {
  const userAgent = headerValue(question, 'user-agent') ?? ''
  const isWindows = userAgent.includes(virtualProxy.windowsAuthenticationEnabledDevicePattern)
  return isWindows ? 'internal_windows_authentication/' : 'internal_forms_authentication/'
}

/** `proxyRestUri` first, lower-case escapes, trailing slash (qlik-sense-facts.md §3.2). */
function external({ site, virtualProxy }: ProxyCall, targetId: string): string {
  const { prefix, authenticationModuleRedirectUri: uri } = virtualProxy
  const proxyRestUri = `${site.origins.get('qps')}/qps/${prefix === '' ? '' : `${prefix}/`}`
  const query = `proxyRestUri=${lowerCaseEscapes(proxyRestUri)}&targetId=${targetId}`
  return `${uri}${uri.includes('?') ? '&' : '?'}${query}`
}

const lowerCaseEscapes = (uri: string): string =>
  encodeURIComponent(uri).replace(/%[0-9A-F]{2}/g, code => code.toLowerCase())
