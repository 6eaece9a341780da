import * as v from 'valibot'

/** An optional value of an undocumented type counts as missing: only the display depends on it. */
const optionalText = v.fallback(v.optional(v.string()), undefined)
const optionalFlag = v.fallback(v.optional(v.boolean()), undefined)
/** A GUID in practice. */
const optionalId = v.fallback(v.optional(v.pipe(v.string(), v.maxLength(100))), undefined)
const optionalNumber = v.fallback(v.optional(v.number()), undefined)

/**
 * An item of `/qrs/virtualproxyconfig/full` (docs/facts/qlik-sense.md §4.3). Older releases lack
 * the fields of Secure and SameSite.
 */
export const VirtualProxyConfigSchema = v.object({
  id: v.string(),
  prefix: v.nullish(v.string(), ''),
  description: optionalText,
  sessionCookieHeaderName: optionalText,
  sessionCookieDomain: optionalText,
  hasSecureAttributeHttps: optionalFlag,
  sameSiteAttributeHttps: optionalNumber,
  hasSecureAttributeHttp: optionalFlag,
  sameSiteAttributeHttp: optionalNumber,
  sessionInactivityTimeout: optionalNumber,
  authenticationModuleRedirectUri: optionalText,
  anonymousAccessMode: optionalNumber,
  extendedSecurityEnvironment: optionalFlag,
  websocketCrossOriginWhiteList: v.fallback(v.optional(v.array(v.string())), undefined),
})

/** An item of `/qrs/proxyservice/full` (docs/facts/qlik-sense.md §4.4). */
export const ProxyServiceSchema = v.object({
  serverNodeConfiguration: v.object({ name: optionalText, hostName: v.string() }),
  settings: v.object({
    listenPort: optionalNumber,
    allowHttp: optionalFlag,
    unencryptedListenPort: optionalNumber,
    restListenPort: optionalNumber,
    virtualProxies: v.nullish(v.array(v.object({ id: v.string() })), []),
  }),
})

/** An item of `/qrs/user` (docs/facts/qlik-sense.md §4.5). */
export const UserSchema = v.object({ userDirectory: v.string(), userId: v.string(), name: optionalText })

/** An item of `/qrs/user/full` (docs/facts/qlik-sense.md §4.5). */
export const FullUserSchema = v.object({
  ...UserSchema.entries,
  id: optionalId,
  inactive: optionalFlag,
  blacklisted: optionalFlag,
  removedExternally: optionalFlag,
  roles: v.fallback(v.optional(v.array(v.string())), undefined),
})

/** An item of `/qrs/license/…access{type,usage}/full` (docs/facts/qlik-sense.md §4.5). */
export const AccessItemSchema = v.object({
  id: optionalId,
  user: v.fallback(v.nullish(UserSchema), undefined),
  quarantined: optionalFlag,
})

export type VirtualProxyConfig = v.InferOutput<typeof VirtualProxyConfigSchema>
export type FullUser = v.InferOutput<typeof FullUserSchema>
export type AccessItem = v.InferOutput<typeof AccessItemSchema>
export type ProxyService = v.InferOutput<typeof ProxyServiceSchema>
