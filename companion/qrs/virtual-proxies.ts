import * as v from 'valibot'
import {
  type ProxyNode,
  type ServedVirtualProxy,
  sameSiteSettings,
  type VirtualProxySettings,
} from '#protocol/virtual-proxy'
import { expectShape } from '../qps/json.ts'
import type { QrsClient, QrsLimits } from './client.ts'
import {
  type ProxyService,
  ProxyServiceSchema,
  type VirtualProxyConfig,
  VirtualProxyConfigSchema,
} from './wire.ts'

/**
 * Every virtual proxy with the proxy services that it is linked to, the default one first. Both questions share a connection.
 * Throws what {@link QrsClient.get} throws.
 */
export async function readVirtualProxies(qrs: QrsClient, limits: QrsLimits): Promise<ServedVirtualProxy[]> {
  const configs = await readList(qrs, '/qrs/virtualproxyconfig/full', VirtualProxyConfigSchema, limits)
  const services = await readList(qrs, '/qrs/proxyservice/full', ProxyServiceSchema, limits)
  return configs
    .map(config => joined(config, services))
    .toSorted((one, other) => (one.prefix < other.prefix ? -1 : 1))
}

async function readList<Schema extends v.GenericSchema>(
  qrs: QrsClient,
  path: string,
  schema: Schema,
  limits: QrsLimits,
): Promise<v.InferOutput<Schema>[]> {
  const { content, heard } = await qrs.get(path, limits)
  return expectShape(v.array(schema), content, `what ${path} should be`, heard)
}

function joined(config: VirtualProxyConfig, services: ProxyService[]): ServedVirtualProxy {
  const serving = services.filter(({ settings }) =>
    settings.virtualProxies.some(({ id }) => id === config.id),
  )
  return {
    prefix: config.prefix,
    ...settingsOf(config),
    linked: serving.length > 0,
    proxies: serving.map(nodeOf),
  }
}

const settingsOf = (config: VirtualProxyConfig): Omit<VirtualProxySettings, 'linked'> =>
  said({
    description: config.description,
    cookieName: config.sessionCookieHeaderName || undefined,
    cookieDomain: config.sessionCookieDomain,
    https: attributesOf(config.hasSecureAttributeHttps, config.sameSiteAttributeHttps),
    http: attributesOf(config.hasSecureAttributeHttp, config.sameSiteAttributeHttp),
    timeoutMinutes: config.sessionInactivityTimeout,
    authenticationModuleUri: config.authenticationModuleRedirectUri,
    hostAllowList: config.websocketCrossOriginWhiteList,
  })

/** SameSite is 0 to 3, in the order of the QMC (qlik-sense-facts §4.3). */
const attributesOf = (secure: boolean | undefined, sameSite: number | undefined) =>
  said({ secure, sameSite: sameSite === undefined ? undefined : sameSiteSettings[sameSite] })

function nodeOf({ serverNodeConfiguration, settings }: ProxyService): ProxyNode {
  return said({
    name: serverNodeConfiguration.name,
    host: serverNodeConfiguration.hostName,
    port: settings.listenPort,
    httpPort: settings.allowHttp === true ? settings.unencryptedListenPort : undefined,
    restPort: settings.restListenPort,
  })
}

type Said<Item> = { [Key in keyof Item as undefined extends Item[Key] ? never : Key]: Item[Key] } & {
  [Key in keyof Item as undefined extends Item[Key] ? Key : never]?: Exclude<Item[Key], undefined>
}

/** Without what was not said. */
const said = <Item extends object>(item: Item): Said<Item> =>
  // Object.fromEntries forgets the keys.
  Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined)) as Said<Item>
