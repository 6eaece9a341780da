import * as v from 'valibot'

/** As the QMC has them: No attribute, None, Lax, Strict. */
export const sameSiteSettings = ['no attribute', 'none', 'lax', 'strict'] as const

const CookieAttributesSchema = v.object({
  secure: v.optional(v.boolean()),
  sameSite: v.optional(v.picklist(sameSiteSettings)),
})

/**
 * The settings of a virtual proxy that govern a sign-in (docs/facts/qlik-sense.md §3.6). What an older Qlik Sense does not have is
 * undefined.
 */
export const VirtualProxySettingsSchema = v.object({
  description: v.optional(v.string()),
  /** The session cookie header name; on plain http the proxy adds `-HTTP`. */
  cookieName: v.optional(v.string()),
  /** Empty: the cookie belongs to the host alone. */
  cookieDomain: v.optional(v.string()),
  /** The cookie's attributes where the hub is on https. */
  https: CookieAttributesSchema,
  http: CookieAttributesSchema,
  timeoutMinutes: v.optional(v.number()),
  /** Where users without a session are sent; empty for the site's own login page. */
  authenticationModuleUri: v.optional(v.string()),
  hostAllowList: v.optional(v.array(v.string())),
  /** Whether some proxy serves it. */
  linked: v.boolean(),
})

/** A proxy service: the one to call on `host:restPort` for sessions of a hub that is served from `host:port`. */
const ProxyNodeSchema = v.object({
  name: v.optional(v.string()),
  host: v.string(),
  /** Of the hub on https. */
  port: v.optional(v.number()),
  /** Of the hub on http, where that is allowed. */
  httpPort: v.optional(v.number()),
  /** Of the REST API (QPS). */
  restPort: v.optional(v.number()),
})

/** A virtual proxy as QRS tells of it, with the proxies that serve it. */
export const ServedVirtualProxySchema = v.object({
  prefix: v.string(),
  ...VirtualProxySettingsSchema.entries,
  proxies: v.array(ProxyNodeSchema),
})

export type SameSiteSetting = (typeof sameSiteSettings)[number]
export type VirtualProxySettings = v.InferOutput<typeof VirtualProxySettingsSchema>
export type ProxyNode = v.InferOutput<typeof ProxyNodeSchema>
export type ServedVirtualProxy = v.InferOutput<typeof ServedVirtualProxySchema>

/**
 * Returns whether the proxies accept a host name: one of their own names, short or fully qualified, or a name within an
 * entry of the host allow list (docs/facts/qlik-sense.md §2.1).
 */
export function isHostAccepted(
  host: string,
  { proxies = [], hostAllowList = [] }: Partial<Pick<ServedVirtualProxy, 'proxies' | 'hostAllowList'>>,
): boolean {
  const name = host.toLowerCase()
  const isOwnName = proxies.some(proxy => isSameMachine(name, proxy.host.toLowerCase()))
  return isOwnName || hostAllowList.some(entry => `.${name}`.endsWith(`.${toBareHost(entry)}`))
}

const isSameMachine = (one: string, other: string): boolean =>
  one === other || one === toShortName(other) || toShortName(one) === other

const toShortName = (host: string): string | undefined => host.split('.')[0]

/** Returns the host of an allow list entry, which may have a scheme, a port, a path or a leading dot. */
export const toBareHost = (entry: string): string =>
  entry
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[:/].*$/, '')
    .replace(/^\./, '')
