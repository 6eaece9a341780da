import type { Site } from '../site/site.ts'
import type { VirtualProxy } from '../site/virtual-proxies.ts'

/** Fixed creation data of every repository item, so that responses are the same in every run. */
export const CREATION_FIELDS = {
  createdDate: '2024-01-15T08:00:00.000Z',
  modifiedDate: '2024-01-15T08:00:00.000Z',
  modifiedByUserName: 'INTERNAL\\sa_repository',
} as const

/**
 * Fields of a virtual proxy that do not affect a sign-in, with their defaults
 * (docs/facts/qlik-sense.md §4.3).
 */
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

/**
 * Fields that older releases lack, inferred from the yearly documentation (docs/facts/qlik-sense.md
 * §4.3).
 */
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

/** Returns an item of `/qrs/virtualproxyconfig`. */
export function toCondensedVirtualProxy(virtualProxy: VirtualProxy, { unknowns, defects }: Site): WireItem {
  const { linked: _linked, absoluteSessionMinutes: _minutes, ...fields } = virtualProxy
  const common = {
    ...fields,
    ...(defects.has('secureSettingHidden') ? { hasSecureAttributeHttps: false } : {}),
    defaultVirtualProxy: fields.prefix === '',
    ...OTHER_FIELDS,
    privileges: null,
  }
  return unknowns.virtualProxyFields === 'new' ? { ...common, ...NEWER_FIELDS } : removeCookieFields(common)
}

/** Returns an item of `/qrs/virtualproxyconfig/full`. */
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
