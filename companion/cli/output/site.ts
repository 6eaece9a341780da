import type { Finding } from '#protocol/findings/index'
import { toFinding } from '#protocol/to-finding'
import type { SiteConfiguration } from '../../config/schema.ts'
import { rewriteCommands } from '../rewrite-commands.ts'
import { getSiteProperties } from './site-facts.ts'

/** Whether a site's credential loads. */
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

/** Loads a site's credential to see what is wrong with it, if anything. */
export async function inspectCredential({ credential }: SiteConfiguration): Promise<CredentialState> {
  try {
    const { loadCredential } = await import('../../credentials/load.ts')
    const { subject, issuer, validTo, thumbprint, warnings } = await loadCredential(credential)
    return { ok: true, subject, issuer, validTo, thumbprint, warnings }
  } catch (thrown) {
    return { ok: false, error: toFinding(thrown) }
  }
}

/** A site for people, one fact per line. */
export function formatSite(site: SiteConfiguration, credential: CredentialState): string {
  const state = credential.ok
    ? `${credential.subject}, from ${credential.issuer}, until ${credential.validTo}`
    : credential.error.message
  const properties = Object.entries({ ...getSiteProperties(site), Credential: state }).filter(
    ([, value]) => value !== undefined,
  )
  return properties.map(([name, value]) => `  ${name.padEnd(12)} ${value}`).join('\n')
}

/** What is wrong with a credential, or should be known of it, goes where it is seen and yet not into the result. */
export function printWarnings(credential: CredentialState): void {
  for (const { message, remedy } of credential.ok ? credential.warnings : [credential.error])
    process.stderr.write(`Warning: ${message}\n${rewriteCommands(remedy)}\n`)
}
