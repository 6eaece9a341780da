import * as v from 'valibot'
import { MessageSchema } from '#messages/message'
import { FindingSchema } from './messages.ts'

/** The values in the QMC: No attribute, None, Lax, Strict. */
export const sameSiteSettings = ['no attribute', 'none', 'lax', 'strict'] as const

const CookieAttributesSchema = v.object({
  secure: v.optional(v.boolean()),
  sameSite: v.optional(v.picklist(sameSiteSettings)),
})

/**
 * The settings of a virtual proxy that affect a sign-in (docs/facts/qlik-sense.md §3.6). Undefined
 * if an older Qlik Sense lacks them.
 */
const VirtualProxySettingsSchema = v.object({
  description: v.optional(v.string()),
  /** The session cookie header name. On http the proxy adds `-HTTP`. */
  cookieName: v.optional(v.string()),
  /** Empty for a host-only cookie. */
  cookieDomain: v.optional(v.string()),
  /** The attributes of the cookie on https. */
  https: CookieAttributesSchema,
  http: CookieAttributesSchema,
  timeoutMinutes: v.optional(v.number()),
  /** Where users without a session are redirected; empty for the site's own login page. */
  authenticationModuleUri: v.optional(v.string()),
  hostAllowList: v.optional(v.array(v.string())),
  /** Whether it is linked to a proxy. */
  linked: v.boolean(),
})

/** A virtual proxy with its settings, as far as they are known. */
export const VirtualProxySchema = v.object({
  prefix: v.string(),
  /** The settings in the QMC, if QRS returned them in time. */
  settings: v.optional(VirtualProxySettingsSchema),
  /** Why there are no settings, in one English sentence. */
  settingsMissing: v.optional(v.string()),
  /** The same for other languages. */
  settingsReason: v.fallback(v.optional(MessageSchema), undefined),
  /** The finding behind it, if any; older companions send none. */
  settingsFinding: v.optional(FindingSchema),
})

/** A proxy service. Its QPS at `host:restPort` manages the sessions of the hub at `host:port`. */
const ProxyNodeSchema = v.object({
  name: v.optional(v.string()),
  host: v.string(),
  /** The port of the hub on https. */
  port: v.optional(v.number()),
  /** The port of the hub on http, if allowed. */
  httpPort: v.optional(v.number()),
  /** The port of the REST API (QPS). */
  restPort: v.optional(v.number()),
})

/** A virtual proxy with the proxies that serve it, from QRS. */
export const ServedVirtualProxySchema = v.object({
  prefix: v.string(),
  ...VirtualProxySettingsSchema.entries,
  proxies: v.array(ProxyNodeSchema),
})

export type VirtualProxy = v.InferOutput<typeof VirtualProxySchema>
export type SameSiteSetting = (typeof sameSiteSettings)[number]
export type VirtualProxySettings = v.InferOutput<typeof VirtualProxySettingsSchema>
export type ProxyNode = v.InferOutput<typeof ProxyNodeSchema>
export type ServedVirtualProxy = v.InferOutput<typeof ServedVirtualProxySchema>

/**
 * Returns whether the proxies accept a host name: one of their own names, short or fully qualified,
 * or a name within an entry of the host allow list (docs/facts/qlik-sense.md §2.1).
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

/**
 * Returns the host of an allow list entry, which may have a scheme, a port, a path or a leading
 * dot.
 */
export const toBareHost = (entry: string): string =>
  entry
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[:/].*$/, '')
    .replace(/^\./, '')
