import { expectSite } from '../config/configuration.ts'
import { loadCredential } from '../credentials/load.ts'
import type { Handler } from './index.ts'

/** Loads a site's credential as signing in would. Throws SITE_UNKNOWN, CONFIG_INVALID and the credential codes. */
export const checkCredential: Handler<'checkCredential'> = async ({ site }) => {
  const { credential } = await expectSite(site)
  const { subject, issuer, validTo, warnings } = await loadCredential(credential)
  return { subject, issuer, validTo, warnings }
}
