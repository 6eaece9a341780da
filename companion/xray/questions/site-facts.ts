import * as v from 'valibot'
import { say } from '#messages/checks/message'
import { isValidPrefix } from '#protocol/prefix'
import { isCookieName } from '#protocol/session-cookie'
import { isHttps } from '#protocol/site'
import type { VirtualProxySettings } from '#protocol/virtual-proxy'
import { toSettings } from '../../qlik/qrs/virtual-proxies.ts'
import { type ProxyService, ProxyServiceSchema, VirtualProxyConfigSchema } from '../../qlik/qrs/wire.ts'
import type { XrayPort } from '../port.ts'
import { Unclear } from '../unclear.ts'

/** A virtual proxy as QRS describes it. */
export interface VirtualProxyFacts {
  id: string
  prefix: string
  settings: VirtualProxySettings
  anonymousAccessMode: number | undefined
  extendedSecurityEnvironment: boolean | undefined
}

/** What QRS tells of a site. */
export interface SiteFacts {
  virtualProxies: readonly VirtualProxyFacts[]
  services: readonly ProxyService[]
}

/** Reads the settings of a site. Throws {@link Unclear} if QRS does not tell them. */
export async function readSiteFacts(port: XrayPort): Promise<SiteFacts> {
  const configs = await readList(port, '/qrs/virtualproxyconfig/full', VirtualProxyConfigSchema)
  const services = await readList(port, '/qrs/proxyservice/full', ProxyServiceSchema)
  const linkedIds = new Set(services.flatMap(({ settings }) => settings.virtualProxies.map(({ id }) => id)))
  const virtualProxies = configs.filter(isUsable).map(config => ({
    id: config.id,
    prefix: config.prefix,
    settings: { ...toSettings(config), linked: linkedIds.has(config.id) },
    anonymousAccessMode: config.anonymousAccessMode,
    extendedSecurityEnvironment: config.extendedSecurityEnvironment,
  }))
  return { virtualProxies, services }
}

/** No request can name another one: a browser would send neither its path nor its cookie. */
const isUsable = ({
  prefix,
  sessionCookieHeaderName: name,
}: v.InferOutput<typeof VirtualProxyConfigSchema>) =>
  isValidPrefix(prefix.toLowerCase()) && (!name || isCookieName(name))

async function readList<Schema extends v.GenericSchema>(
  port: XrayPort,
  path: string,
  schema: Schema,
): Promise<v.InferOutput<Schema>[]> {
  const content = await port.readQrs(path).catch((error: unknown) => {
    const finding = port.describe(error)
    if (finding === undefined || finding.code === 'CANCELLED') throw error
    throw new Unclear(say('check.unclear.settings', { reason: finding.message }))
  })
  const parsed = v.safeParse(v.array(schema), content)
  if (parsed.success) return parsed.output
  throw new Unclear(say('check.unclear.notSettings', { path }))
}

/** Returns whether a proxy service serves the hub. */
export function isNodeOf(
  hub: string,
  { serverNodeConfiguration: { hostName }, settings }: ProxyService,
): boolean {
  const { hostname, port } = new URL(hub)
  const ownPort = isHttps(hub) ? (settings.listenPort ?? 443) : (settings.unencryptedListenPort ?? 80)
  return hostName.toLowerCase() === hostname && ownPort === Number(port || (isHttps(hub) ? 443 : 80))
}
