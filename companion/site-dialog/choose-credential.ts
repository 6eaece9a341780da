import { readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { getHomeFolder } from '../config/home.ts'
import { parseCredentialOptions } from '../config/options/credential.ts'
import type { CredentialSource } from '../config/schema.ts'
import { chooseCredential } from '../credentials/discover/choose.ts'
import { findCredentials, findExports } from '../credentials/discover/find.ts'
import { currentSearchEnvironment } from '../credentials/discover/search-paths.ts'

/** Returns the export in a folder or in its only subfolder; else the files that should be there. */
export async function credentialInFolder(folder: string): Promise<CredentialSource> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const subfolders = entries.filter(entry => entry.isDirectory()).map(({ name }) => join(folder, name))
  const [own] = await findExports(folder, {})
  const below =
    own === undefined ? (await Promise.all(subfolders.map(each => findExports(each, {})))).flat() : []
  const found = own ?? (below.length === 1 ? below[0] : undefined)
  return found?.source ?? parseCredentialOptions({ pem: folder })
}

/** Returns the credential of a PFX file, or of the export that another file belongs to. */
export const credentialOfFile = async (file: string): Promise<CredentialSource> =>
  /\.(pfx|p12)$/i.test(file) ? parseCredentialOptions({ pfx: file }) : credentialInFolder(dirname(file))

/**
 * Returns the only credential that matches the host and that nobody else can have put there;
 * otherwise undefined, and the person chooses.
 */
export async function findOwnCredential(hub: string): Promise<CredentialSource | undefined> {
  try {
    const candidates = await findCredentials(currentSearchEnvironment(await getHomeFolder()), {})
    return chooseCredential(candidates, [new URL(hub).hostname]).source
  } catch {
    return undefined
  }
}
