import * as v from 'valibot'
import { message } from '#messages/message'
import {
  type ProxyNode,
  type ServedVirtualProxy,
  sameSiteSettings,
  type VirtualProxySettings,
} from '#protocol/virtual-proxy'
import { parseShape, unexpectedResponse } from '../http/json.ts'
import type { QrsClient, QrsRequestOptions } from './client.ts'
import {
  type ProxyService,
  ProxyServiceSchema,
  type VirtualProxyConfig,
  VirtualProxyConfigSchema,
} from './wire.ts'

/**
 * Reads every virtual proxy with its linked proxy services, the default one first. Both requests
 * share a connection. Throws the same codes as {@link QrsClient.get}.
 */
export async function readVirtualProxies(
  qrs: QrsClient,
  options: QrsRequestOptions,
): Promise<ServedVirtualProxy[]> {
  const configs = await readList(qrs, '/qrs/virtualproxyconfig/full', VirtualProxyConfigSchema, options)
  const services = await readList(qrs, '/qrs/proxyservice/full', ProxyServiceSchema, options)
  const nodesById = groupNodesById(services)
  return configs
    .map(config => toServedVirtualProxy(config, nodesById.get(config.id) ?? []))
    .toSorted((one, other) => (one.prefix < other.prefix ? -1 : 1))
}

async function readList<Schema extends v.GenericSchema>(
  qrs: QrsClient,
  path: string,
  schema: Schema,
  options: QrsRequestOptions,
): Promise<v.InferOutput<Schema>[]> {
  const { content, context } = await qrs.get(path, options)
  if (Array.isArray(content) && content.length > maxItems)
    throw unexpectedResponse(context, message('reason.answerTooManyItems', { limit: maxItems }))
  return parseShape(v.array(schema), content, message('reason.answerOfPath', { path }), context)
}

/** Far more virtual proxies or proxy nodes than a site has. The doctor looks up each node's host. */
const maxItems = 1_000

/** Returns the proxy nodes of each virtual proxy by its id. */
function groupNodesById(services: ProxyService[]): Map<string, ProxyNode[]> {
  const nodesById = new Map<string, ProxyNode[]>()
  for (const service of services) {
    const node = toProxyNode(service)
    for (const id of new Set(service.settings.virtualProxies.map(each => each.id))) {
      const nodes = nodesById.get(id)
      if (nodes === undefined) nodesById.set(id, [node])
      else nodes.push(node)
    }
  }
  return nodesById
}

const toServedVirtualProxy = (config: VirtualProxyConfig, proxies: ProxyNode[]): ServedVirtualProxy => ({
  prefix: config.prefix,
  ...toSettings(config),
  linked: proxies.length > 0,
  proxies,
})

/** Returns the settings of a virtual proxy without its links. */
export const toSettings = (config: VirtualProxyConfig): Omit<VirtualProxySettings, 'linked'> =>
  omitUndefined({
    description: config.description,
    cookieName: config.sessionCookieHeaderName || undefined,
    cookieDomain: config.sessionCookieDomain,
    https: toCookieAttributes(config.hasSecureAttributeHttps, config.sameSiteAttributeHttps),
    http: toCookieAttributes(config.hasSecureAttributeHttp, config.sameSiteAttributeHttp),
    timeoutMinutes: config.sessionInactivityTimeout,
    authenticationModuleUri: config.authenticationModuleRedirectUri,
    hostAllowList: config.websocketCrossOriginWhiteList,
  })

/** Converts SameSite, which is 0 to 3 in the order of the QMC (docs/facts/qlik-sense.md §4.3). */
const toCookieAttributes = (secure: boolean | undefined, sameSite: number | undefined) =>
  omitUndefined({ secure, sameSite: sameSite === undefined ? undefined : sameSiteSettings[sameSite] })

function toProxyNode({ serverNodeConfiguration, settings }: ProxyService): ProxyNode {
  return omitUndefined({
    name: serverNodeConfiguration.name,
    host: serverNodeConfiguration.hostName,
    port: settings.listenPort,
    httpPort: settings.allowHttp === true ? settings.unencryptedListenPort : undefined,
    restPort: settings.restListenPort,
  })
}

type WithoutUndefined<Item> = {
  [Key in keyof Item as undefined extends Item[Key] ? never : Key]: Item[Key]
} & {
  [Key in keyof Item as undefined extends Item[Key] ? Key : never]?: Exclude<Item[Key], undefined>
}

/** Removes the properties without a value. */
const omitUndefined = <Item extends object>(item: Item): WithoutUndefined<Item> =>
  // The type of Object.fromEntries loses the keys.
  Object.fromEntries(
    Object.entries(item).filter(([, value]) => value !== undefined),
  ) as WithoutUndefined<Item>
