import * as v from 'valibot'

/** What of another type than documented is as good as not said: only what a tester is told suffers. */
const text = v.fallback(v.optional(v.string()), undefined)
const flag = v.fallback(v.optional(v.boolean()), undefined)
const number = v.fallback(v.optional(v.number()), undefined)

/** An item of `/qrs/virtualproxyconfig/full` (qlik-sense-facts §4.3). Older releases lack the fields of Secure and SameSite. */
export const VirtualProxyConfigSchema = v.object({
  id: v.string(),
  prefix: v.nullish(v.string(), ''),
  description: text,
  sessionCookieHeaderName: text,
  sessionCookieDomain: text,
  hasSecureAttributeHttps: flag,
  sameSiteAttributeHttps: number,
  hasSecureAttributeHttp: flag,
  sameSiteAttributeHttp: number,
  sessionInactivityTimeout: number,
  authenticationModuleRedirectUri: text,
  websocketCrossOriginWhiteList: v.fallback(v.optional(v.array(v.string())), undefined),
})

/** An item of `/qrs/proxyservice/full` (qlik-sense-facts §4.4). */
export const ProxyServiceSchema = v.object({
  serverNodeConfiguration: v.object({ name: text, hostName: v.string() }),
  settings: v.object({
    listenPort: number,
    allowHttp: flag,
    unencryptedListenPort: number,
    restListenPort: number,
    virtualProxies: v.nullish(v.array(v.object({ id: v.string() })), []),
  }),
})

export type VirtualProxyConfig = v.InferOutput<typeof VirtualProxyConfigSchema>
export type ProxyService = v.InferOutput<typeof ProxyServiceSchema>
