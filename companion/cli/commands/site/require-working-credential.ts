import { HubpassError } from '#protocol/errors'
import type { CredentialOptions } from '../../../config/options/credential.ts'
import type { SiteConfiguration } from '../../../config/schema.ts'
import { assertPathsExist, assertPemIsFolder, assertStoreExists } from '../../options/check-paths.ts'
import { writeNote } from '../../output/notes.ts'
import { type CredentialState, inspectCredential } from '../../output/site.ts'

export interface CredentialCheck {
  site: SiteConfiguration
  options: CredentialOptions
  /** The site that would be replaced. */
  previous?: SiteConfiguration | undefined
  /** Whether the user wants a site in any case. */
  force: boolean
}

/**
 * Loads the credential of a site that will be saved. Unless forced, throws BAD_REQUEST or
 * CREDENTIAL_FILE_MISSING for a path or store that does not exist, and the error of a credential
 * that would replace a working one. Then says that the site was not saved.
 */
export async function requireWorkingCredential({
  site,
  options,
  previous,
  force,
}: CredentialCheck): Promise<CredentialState> {
  await assertPemIsFolder(options.pem)
  if (force) return inspectCredential(site)
  assertStoreExists(site.credential)
  try {
    await assertPathsExist(options)
    const credential = await inspectCredential(site)
    if (!credential.ok && previous !== undefined && (await inspectCredential(previous)).ok)
      throw new HubpassError(credential.error)
    return credential
  } catch (error) {
    const state = previous === undefined ? 'not added' : 'not changed'
    writeNote(
      `Site ${site.id} was ${state}: the new credential does not work. Pass --force to save it anyway.\n`,
    )
    throw error
  }
}
