import * as v from 'valibot'
import { FindingSchema } from '#protocol/messages'

/** What a tester has to know of a virtual proxy to choose it. */
const ListedProxySchema = v.object({
  /** Empty for the default one. */
  prefix: v.string(),
  description: v.optional(v.string()),
  cookieName: v.optional(v.string()),
  /** Whether some proxy serves it. */
  linked: v.boolean(),
})

const SiteProxiesSchema = v.variant('status', [
  v.object({ status: v.literal('loading') }),
  v.object({ status: v.literal('ready'), proxies: v.array(ListedProxySchema) }),
  v.object({ status: v.literal('failed'), finding: FindingSchema }),
])

/** The virtual proxies of each site that somebody has asked for, as QRS has them. */
export const VirtualProxiesSchema = v.record(v.string(), SiteProxiesSchema)

export type ListedProxy = v.InferOutput<typeof ListedProxySchema>
export type SiteProxies = v.InferOutput<typeof SiteProxiesSchema>
export type VirtualProxies = v.InferOutput<typeof VirtualProxiesSchema>
