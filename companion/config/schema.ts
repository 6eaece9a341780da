import * as v from 'valibot'
import type { MessageKey } from '#messages/message'
import { parseAddress } from '../util/address.ts'

/** `host:port`; the host in square brackets when it is an IPv6 address. */
export const AddressSchema = v.pipe(
  v.string(),
  v.regex(/^(\[[0-9a-f:.]+\]|[^\s:/?#@[\]]+):\d{1,5}$/i, 'host:port'),
  v.check(
    address => parseAddress(address).port >= 1 && parseAddress(address).port <= 65_535,
    'reason.expectedPort' satisfies MessageKey,
  ),
)

export const siteIdPattern = /^[a-z0-9][a-z0-9_-]*$/

/** Files of a PEM export. A passphrase is never stored, only the name of the variable that holds it. */
const PemCredentialSchema = v.strictObject({
  kind: v.literal('pem'),
  certificate: v.string(),
  key: v.string(),
  root: v.string(),
  passphraseEnv: v.optional(v.string()),
})

/** A PFX file. Its root is the one given here, else the one inside, else `root.pem` or `root.cer` beside it. */
const PfxCredentialSchema = v.strictObject({
  kind: v.literal('pfx'),
  file: v.string(),
  root: v.optional(v.string()),
  passphraseEnv: v.optional(v.string()),
})

export const thumbprintPattern = /^[0-9A-F]{40}$/

/** A certificate in the personal store of Windows, which keeps the key. Without a root, Windows decides whom it trusts. */
const WindowsStoreCredentialSchema = v.strictObject({
  kind: v.literal('windows-store'),
  store: v.picklist(['CurrentUser', 'LocalMachine']),
  thumbprint: v.pipe(
    v.string(),
    v.regex(thumbprintPattern, 'reason.expectedThumbprint' satisfies MessageKey),
  ),
  root: v.optional(v.string()),
})

/** Strict, so that a misspelt `users` does not silently allow everybody. */
const SiteConfigurationSchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(siteIdPattern, 'reason.expectedSiteId' satisfies MessageKey)),
  /** Origin of the hub, without a slash at the end. */
  hub: v.pipe(v.string(), v.check(isOrigin, 'reason.expectedOrigin' satisfies MessageKey)),
  qps: AddressSchema,
  qrs: AddressSchema,
  credential: v.variant('kind', [PemCredentialSchema, PfxCredentialSchema, WindowsStoreCredentialSchema]),
  /** The name in the server's certificate, where it is not the host's. */
  tlsServerName: v.optional(v.string()),
  /** Patterns of `DIR\id` that may be impersonated; anybody when absent. */
  users: v.optional(
    v.pipe(v.array(v.string()), v.minLength(1, 'reason.expectedPattern' satisfies MessageKey)),
  ),
})

export const configurationVersion = 1

export const ConfigurationSchema = v.strictObject({
  version: v.literal(configurationVersion),
  sites: v.pipe(
    v.array(SiteConfigurationSchema),
    v.check(sites => new Set(sites.map(({ id }) => id)).size === sites.length, 'sites with different ids'),
  ),
})

export type PemCredential = v.InferOutput<typeof PemCredentialSchema>
export type PfxCredential = v.InferOutput<typeof PfxCredentialSchema>
export type WindowsStoreCredential = v.InferOutput<typeof WindowsStoreCredentialSchema>
export type SiteConfiguration = v.InferOutput<typeof SiteConfigurationSchema>
/** Where a site's credential comes from. */
export type CredentialSource = SiteConfiguration['credential']
export type Configuration = v.InferOutput<typeof ConfigurationSchema>

/** As browsers write it: lower case, without the scheme's own port. */
function isOrigin(hub: string): boolean {
  return URL.canParse(hub) && /^https?:/.test(hub) && new URL(hub).origin === hub
}
