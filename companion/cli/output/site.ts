import type { Finding } from '#protocol/findings/index'
import { toFinding } from '#protocol/findings/to-finding'
import type { CredentialSource, SiteConfiguration } from '../../config/schema.ts'
import { allowsAnybody } from '../../config/user-allowlist.ts'
import { stripControlCharacters } from '../../util/text.ts'
import { formatFinding } from './finding.ts'
import { writeNote } from './notes.ts'

/** The result of loading a site's credential. */
export type CredentialState =
  | {
      ok: true
      subject: string
      issuer: string
      validTo: string
      thumbprint: string
      warnings: Finding[]
    }
  | { ok: false; error: Finding }

/** Loads a site's credential and returns its facts or its error. */
export async function inspectCredential({ credential }: SiteConfiguration): Promise<CredentialState> {
  try {
    const { loadCredential } = await import('../../credentials/load.ts')
    const { subject, issuer, validTo, thumbprint, warnings } = await loadCredential(credential)
    return { ok: true, subject, issuer, validTo, thumbprint, warnings }
  } catch (thrown) {
    return { ok: false, error: toFinding(thrown) }
  }
}

/** Formats a site as text, one property per line. */
export function formatSite(site: SiteConfiguration, credential: CredentialState): string {
  const state = credential.ok
    ? `${credential.subject}, issued by ${credential.issuer}, valid until ${credential.validTo}`
    : credential.error.message
  const properties = Object.entries({ ...getSiteProperties(site), Credential: state }).filter(
    ([, value]) => value !== undefined,
  )
  return properties.map(([name, value]) => stripControlCharacters(`  ${name.padEnd(12)} ${value}`)).join('\n')
}

/**
 * Prints problems of a credential to standard error, so that they do not become part of the result.
 */
export function printWarnings(credential: CredentialState): void {
  for (const finding of credential.ok ? credential.warnings : [credential.error])
    writeNote(`Warning: ${formatFinding(finding)}`)
}

/** Returns the properties of a site. Undefined ones are not shown. */
const getSiteProperties = (site: SiteConfiguration): Record<string, string | undefined> => ({
  Hub: site.hub,
  QPS: site.qps,
  QRS: site.qrs,
  ...getCredentialProperties(site.credential),
  'Server name': site.tlsServerName,
  Users: formatAllowedUsers(site),
  'Session ids': site.sessionIds,
})

/** Formats the patterns of users, or `anybody`. */
export const formatAllowedUsers = (site: SiteConfiguration): string =>
  allowsAnybody(site) ? 'anybody' : (site.users ?? []).join(', ')

function getCredentialProperties(source: CredentialSource): Record<string, string | undefined> {
  if (source.kind === 'windows-store')
    return { Certificate: `${source.store}\\MY\\${source.thumbprint}`, Root: source.root }
  const Passphrase =
    source.passphraseEnv === undefined ? undefined : `in the variable ${source.passphraseEnv}`
  const shared = { Root: source.root, Thumbprint: source.thumbprint, Passphrase }
  if (source.kind === 'pfx') return { PFX: source.file, ...shared }
  return { Certificate: source.certificate, Key: source.key, ...shared }
}

/** A property that changed when a site was replaced. */
export interface SiteChange {
  fact: string
  before: string
  after: string
}

export function findSiteChanges(previous: SiteConfiguration, site: SiteConfiguration): SiteChange[] {
  const [before, after] = [getSiteProperties(previous), getSiteProperties(site)]
  const names = Object.keys({ ...before, ...after })
  return names.flatMap(fact =>
    before[fact] === after[fact]
      ? []
      : [{ fact, before: before[fact] ?? emptyValue, after: after[fact] ?? emptyValue }],
  )
}

const emptyValue = '(nothing)'

/** Formats a warning: a person who adds a site again may not want to replace all of it. */
export function formatSiteChanges(
  id: string,
  changes: readonly SiteChange[],
  isUserLimitRemoved: boolean,
): string {
  const lines = changes.map(({ fact, before, after }) =>
    stripControlCharacters(`  ${fact.padEnd(12)} ${before} → ${after}`),
  )
  const limit = isUserLimitRemoved
    ? ['This site no longer restricts which users may be impersonated. Pass --users to restrict it.']
    : []
  return [`Warning: Site ${id} already existed and was replaced:`, ...lines, ...limit].join('\n')
}
