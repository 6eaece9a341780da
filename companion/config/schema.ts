import * as v from 'valibot'
import type { MessageKey } from '#messages/message'
import { findBrokenRule, patternRules } from '#protocol/name-rules'
import { SessionIdFormSchema } from '#protocol/session-id-form'
import { parseAddress } from '../util/address.ts'

/**
 * Text without control characters. They come from single backslashes: JSON reads `\t` in
 * `C:\temp` as a tab.
 */
const PlainText = v.pipe(v.string(), v.regex(/^\P{Cc}*$/u, 'reason.expectedPlainText' satisfies MessageKey))

/** `host:port`, where an IPv6 host has square brackets. */
export const AddressSchema = v.pipe(
  v.string(),
  v.regex(/^(\[[0-9a-f:.]+\]|[^\s:/?#@[\]]+):\d{1,5}$/i, 'host:port'),
  v.check(
    address => parseAddress(address).port >= 1 && parseAddress(address).port <= 65_535,
    'reason.expectedPort' satisfies MessageKey,
  ),
)

export const siteIdPattern = /^[a-z0-9][a-z0-9_-]*$/

export const thumbprintPattern = /^[0-9A-F]{40}$/

const ThumbprintSchema = v.pipe(
  v.string(),
  v.regex(thumbprintPattern, 'reason.expectedThumbprint' satisfies MessageKey),
)

/** The SHA-1 hash of the only certificate that may be used, if the files contain several. */
const pinnedThumbprint = { thumbprint: v.optional(ThumbprintSchema) }

/**
 * The files of a PEM export. Stores the name of the variable with the passphrase, never the
 * passphrase.
 */
const PemCredentialSchema = v.strictObject({
  kind: v.literal('pem'),
  certificate: PlainText,
  key: PlainText,
  root: PlainText,
  passphraseEnv: v.optional(PlainText),
  ...pinnedThumbprint,
})

/**
 * A PFX file. The root is this one, or else the one inside, or else `root.pem` or `root.cer` next
 * to it.
 */
const PfxCredentialSchema = v.strictObject({
  kind: v.literal('pfx'),
  file: PlainText,
  root: v.optional(PlainText),
  passphraseEnv: v.optional(PlainText),
  ...pinnedThumbprint,
})

/**
 * A certificate in the personal store of Windows. Without a root, Windows decides which servers to
 * trust.
 */
const WindowsStoreCredentialSchema = v.strictObject({
  kind: v.literal('windows-store'),
  store: v.picklist(['CurrentUser', 'LocalMachine']),
  thumbprint: ThumbprintSchema,
  root: v.optional(PlainText),
})

/** A pattern with a quotation mark that a shell has kept, or a hidden character, matches nobody. */
const UserPatternSchema = v.pipe(
  v.string(),
  v.check(
    pattern => findBrokenRule(patternRules, pattern) === undefined,
    'reason.expectedReadablePattern' satisfies MessageKey,
  ),
)

/** Strict, so that a misspelled `users` does not silently allow everybody. */
const SiteConfigurationSchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(siteIdPattern, 'reason.expectedSiteId' satisfies MessageKey)),
  /** The origin of the hub, without a trailing slash. */
  hub: v.pipe(v.string(), v.check(isOrigin, 'reason.expectedOrigin' satisfies MessageKey)),
  qps: AddressSchema,
  qrs: AddressSchema,
  credential: v.variant('kind', [PemCredentialSchema, PfxCredentialSchema, WindowsStoreCredentialSchema]),
  /** The name in the server's certificate, if it differs from the host. */
  tlsServerName: v.optional(PlainText),
  /** Patterns of `DIR\id` for users that may be impersonated. Allows everybody if absent. */
  users: v.optional(
    v.pipe(v.array(UserPatternSchema), v.minLength(1, 'reason.expectedPattern' satisfies MessageKey)),
  ),
  /** The form of new session ids. GUIDs if absent. */
  sessionIds: v.optional(SessionIdFormSchema),
})

export const configurationVersion = 1

export const ConfigurationSchema = v.strictObject({
  version: v.literal(configurationVersion),
  /** `terminal` leaves changes of sites to the command line; `dialog` is the default. */
  addSites: v.optional(v.picklist(['dialog', 'terminal'])),
  sites: v.pipe(
    v.array(SiteConfigurationSchema),
    v.check(sites => new Set(sites.map(({ id }) => id)).size === sites.length, 'sites with different ids'),
  ),
})

export type PemCredential = v.InferOutput<typeof PemCredentialSchema>
export type PfxCredential = v.InferOutput<typeof PfxCredentialSchema>
export type WindowsStoreCredential = v.InferOutput<typeof WindowsStoreCredentialSchema>
export type SiteConfiguration = v.InferOutput<typeof SiteConfigurationSchema>
/** The source of a site's credential. */
export type CredentialSource = SiteConfiguration['credential']
export type Configuration = v.InferOutput<typeof ConfigurationSchema>

/** Returns whether this is an origin as browsers write it: lower case, without the default port. */
function isOrigin(hub: string): boolean {
  return URL.canParse(hub) && /^https?:/.test(hub) && new URL(hub).origin === hub
}
