import * as v from 'valibot'
import { FindingSchema } from '#protocol/messages'

/** A virtual proxy that the tester can choose. */
const ListedProxySchema = v.object({
  /** Empty for the default virtual proxy. */
  prefix: v.string(),
  description: v.optional(v.string()),
  cookieName: v.optional(v.string()),
  /** Whether it is linked to a proxy. */
  linked: v.boolean(),
})

const SiteProxiesSchema = v.variant('status', [
  v.object({ status: v.literal('loading') }),
  v.object({ status: v.literal('ready'), proxies: v.array(ListedProxySchema) }),
  v.object({ status: v.literal('failed'), finding: FindingSchema }),
])

/** The virtual proxies of each requested site, from QRS. */
export const VirtualProxiesSchema = v.record(v.string(), SiteProxiesSchema)

export type ListedProxy = v.InferOutput<typeof ListedProxySchema>
export type SiteProxies = v.InferOutput<typeof SiteProxiesSchema>
export type VirtualProxies = v.InferOutput<typeof VirtualProxiesSchema>
