import type { Site } from '../site/site.ts'
import type { VirtualProxy } from '../site/virtual-proxies.ts'

/** When everything in the repository was made, so that answers are the same in every run. */
export const CREATION_FIELDS = {
  createdDate: '2024-01-15T08:00:00.000Z',
  modifiedDate: '2024-01-15T08:00:00.000Z',
  modifiedByUserName: 'INTERNAL\\sa_repository',
} as const

/** The fields of a virtual proxy that do not matter for a sign-in, as they are in a new one (docs/facts/qlik-sense.md §4.3). */
const OTHER_FIELDS = {
  sessionModuleBaseUri: '',
  loadBalancingModuleBaseUri: '',
  useStickyLoadBalancing: false,
  loadBalancingServerNodes: [],
  authenticationMethod: 0,
  headerAuthenticationMode: 0,
  headerAuthenticationHeaderName: '',
  headerAuthenticationStaticUserDirectory: '',
  headerAuthenticationDynamicUserDirectory: '',
  additionalResponseHeaders: '',
  extendedSecurityEnvironment: false,
  samlMetadataIdP: '',
  samlHostUri: '',
  samlEntityId: '',
  samlAttributeUserId: '',
  samlAttributeUserDirectory: '',
  samlAttributeSigningAlgorithm: 0,
  samlAttributeMap: [],
  samlSlo: false,
  jwtAttributeUserId: '',
  jwtAttributeUserDirectory: '',
  jwtPublicKeyCertificate: '',
  jwtAttributeMap: [],
} as const

/** Inferred from the yearly documentation to be missing in older releases (docs/facts/qlik-sense.md §4.3). */
const NEWER_FIELDS = {
  magicLinkHostUri: '',
  magicLinkFriendlyName: '',
  oidcConfigurationEndpointUri: '',
  oidcClientId: '',
  oidcClientSecret: '',
  oidcRealm: '',
  oidcScope: 'openid',
  oidcAttributeMap: [],
  disableOidcOptionalAttributesParsing: false,
  enableEngineSaturationCheck: false,
  enableEngineHealthCheckData: false,
  loadBalancingAlgorithm: 0,
} as const

export type WireItem = Readonly<Record<string, unknown>>

/** An item of `/qrs/virtualproxyconfig`. */
export function toCondensedVirtualProxy(virtualProxy: VirtualProxy, { unknowns }: Site): WireItem {
  const { linked: _linked, ...fields } = virtualProxy
  const common = { ...fields, defaultVirtualProxy: fields.prefix === '', ...OTHER_FIELDS, privileges: null }
  return unknowns.virtualProxyFields === 'new' ? { ...common, ...NEWER_FIELDS } : removeCookieFields(common)
}

/** An item of `/qrs/virtualproxyconfig/full`. */
export const toFullVirtualProxy = (virtualProxy: VirtualProxy, site: Site): WireItem => ({
  ...toCondensedVirtualProxy(virtualProxy, site),
  ...CREATION_FIELDS,
  customProperties: [],
  tags: [],
  schemaPath: 'VirtualProxyConfig',
})

const removeCookieFields = ({
  hasSecureAttributeHttps: _secureHttps,
  hasSecureAttributeHttp: _secureHttp,
  sameSiteAttributeHttps: _sameSiteHttps,
  sameSiteAttributeHttp: _sameSiteHttp,
  ...rest
}: WireItem): WireItem => rest
