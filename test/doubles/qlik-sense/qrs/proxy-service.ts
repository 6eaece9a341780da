import type { FurtherProxy, Site } from '../site/site.ts'
import { stableGuid } from '../site/virtual-proxies.ts'
import { CREATION_FIELDS, toCondensedVirtualProxy, type WireItem } from './virtual-proxy-config.ts'

const ID = stableGuid('proxy service')

const getPort = (origin: string | undefined): number => (origin ? Number(new URL(origin).port) : 0)

/** Returns this proxy and the configured further ones. */
export const listFullProxyServices = (site: Site): WireItem[] => [
  toFullProxyService(site),
  ...listRimNode(site),
  ...site.furtherProxies.map(settings => toFurtherProxyService(site, settings)),
]

/** Returns the second node of a hardened site, on a port of the same machine. */
function listRimNode(site: Site): WireItem[] {
  const listenPort = getPort(site.origins.get('rimProxy'))
  const node = { name: 'Rim', hostName: site.hosts[0] ?? '', listenPort }
  return listenPort === 0 ? [] : [toFurtherProxyService(site, node)]
}

/**
 * Returns this proxy. `settings.virtualProxies` lists its linked virtual proxies
 * (docs/facts/qlik-sense.md §4.4).
 */
export const toFullProxyService = (site: Site): WireItem => ({
  id: ID,
  ...COMMON,
  serverNodeConfiguration: createNode(stableGuid('server node'), 'Central', site.hosts[0] ?? ''),
  settings: createSettings(site),
})

function toFurtherProxyService(site: Site, { name, hostName, ...ports }: FurtherProxy): WireItem {
  const id = stableGuid(`proxy service ${name}`)
  return {
    id,
    ...COMMON,
    serverNodeConfiguration: createNode(stableGuid(`server node ${name}`), name, hostName),
    settings: { ...createSettings(site), id, listenPort: 443, restListenPort: 4243, ...ports },
  }
}

const COMMON = {
  ...CREATION_FIELDS,
  customProperties: [],
  tags: [],
  privileges: null,
  schemaPath: 'ProxyService',
}

const createNode = (id: string, name: string, hostName: string): WireItem => ({
  id,
  name,
  hostName,
  temporaryfilepath: '',
  roles: [],
  serviceCluster: null,
  privileges: null,
})

const createSettings = (site: Site): WireItem => ({
  id: ID,
  listenPort: getPort(site.origins.get('proxy')),
  allowHttp: site.origins.has('plainProxy'),
  unencryptedListenPort: getPort(site.origins.get('plainProxy')) || 80,
  authenticationListenPort: 4244,
  kerberosAuthentication: false,
  unencryptedAuthenticationListenPort: 4248,
  sslBrowserCertificateThumbprint: '',
  keepAliveTimeoutSeconds: 10,
  maxHeaderSizeBytes: 16_384,
  maxHeaderLines: 100,
  logVerbosity: {},
  useWsTrace: false,
  performanceLoggingInterval: 5,
  restListenPort: getPort(site.origins.get('qps')),
  virtualProxies: site.virtualProxies
    .filter(({ linked }) => linked)
    .map(each => toCondensedVirtualProxy(each, site)),
  formAuthenticationPageTemplate: '',
  loggedOutPageTemplate: '',
  errorPageTemplate: '',
})

/** Returns the items of `/qrs/proxyservice`, without settings. */
export const listCondensedProxyServices = (site: Site): WireItem[] =>
  listFullProxyServices(site).map(({ id, serverNodeConfiguration, privileges }) => ({
    id,
    serverNodeConfiguration,
    privileges,
  }))
