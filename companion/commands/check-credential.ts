import { requireSite } from '../config/configuration.ts'
import { loadCredential } from '../credentials/load.ts'
import type { CommandHandler } from './index.ts'

/** Loads a site's credential as signing in would. Throws SITE_UNKNOWN, CONFIG_INVALID and the credential codes. */
export const checkCredential: CommandHandler<'checkCredential'> = async ({ site }) => {
  const { credential } = await requireSite(site)
  const { subject, issuer, validTo, warnings } = await loadCredential(credential)
  return { subject, issuer, validTo, warnings }
}
