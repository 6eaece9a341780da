import type { ProxySettings, Site } from '../site/site.ts'
import { stableGuid } from '../site/virtual-proxies.ts'
import { condensedVirtualProxy, MADE, type Wire } from './virtual-proxy-config.ts'

const ID = stableGuid('proxy service')

const portOf = (origin: string | undefined): number => (origin ? Number(new URL(origin).port) : 0)

/** The proxy that answers, and those beside it. */
export const fullProxyServices = (site: Site): Wire[] => [
  fullProxyService(site),
  ...site.furtherProxies.map(settings => furtherProxyService(site, settings)),
]

/** The proxy that answers. `settings.virtualProxies` says which are linked to it (qlik-sense-facts.md §4.4). */
export const fullProxyService = (site: Site): Wire => ({
  id: ID,
  ...COMMON,
  serverNodeConfiguration: nodeOf(stableGuid('server node'), 'Central', site.hosts[0] ?? ''),
  settings: settingsOf(site),
})

function furtherProxyService(site: Site, { name, hostName, ...ports }: ProxySettings): Wire {
  const id = stableGuid(`proxy service ${name}`)
  return {
    id,
    ...COMMON,
    serverNodeConfiguration: nodeOf(stableGuid(`server node ${name}`), name, hostName),
    settings: { ...settingsOf(site), id, listenPort: 443, restListenPort: 4243, ...ports },
  }
}

const COMMON = { ...MADE, customProperties: [], tags: [], privileges: null, schemaPath: 'ProxyService' }

const nodeOf = (id: string, name: string, hostName: string): Wire => ({
  id,
  name,
  hostName,
  temporaryfilepath: '',
  roles: [],
  serviceCluster: null,
  privileges: null,
})

const settingsOf = (site: Site): Wire => ({
  id: ID,
  listenPort: portOf(site.origins.get('proxy')),
  allowHttp: site.origins.has('plainProxy'),
  unencryptedListenPort: portOf(site.origins.get('plainProxy')) || 80,
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
  restListenPort: portOf(site.origins.get('qps')),
  virtualProxies: site.virtualProxies
    .filter(({ linked }) => linked)
    .map(each => condensedVirtualProxy(each, site)),
  formAuthenticationPageTemplate: '',
  loggedOutPageTemplate: '',
  errorPageTemplate: '',
})

/** An item of `/qrs/proxyservice`, without the settings. */
export const condensedProxyServices = (site: Site): Wire[] =>
  fullProxyServices(site).map(({ id, serverNodeConfiguration, privileges }) => ({
    id,
    serverNodeConfiguration,
    privileges,
  }))
