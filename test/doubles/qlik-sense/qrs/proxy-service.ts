import type { Site } from '../site/site.ts'
import { stableGuid } from '../site/virtual-proxies.ts'
import { condensedVirtualProxy, MADE, type Wire } from './virtual-proxy-config.ts'

const ID = stableGuid('proxy service')

const portOf = (origin: string | undefined): number => (origin ? Number(new URL(origin).port) : 0)

/** The one proxy of the site. `settings.virtualProxies` says which are linked to it (qlik-sense-facts.md §4.4). */
export const fullProxyService = (site: Site): Wire => ({
  id: ID,
  ...MADE,
  customProperties: [],
  tags: [],
  privileges: null,
  schemaPath: 'ProxyService',
  serverNodeConfiguration: {
    id: stableGuid('server node'),
    name: 'Central',
    hostName: site.hosts[0],
    temporaryfilepath: '',
    roles: [],
    serviceCluster: null,
    privileges: null,
  },
  settings: settingsOf(site),
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
export function condensedProxyService(site: Site): Wire {
  const { id, serverNodeConfiguration, privileges } = fullProxyService(site)
  return { id, serverNodeConfiguration, privileges }
}
