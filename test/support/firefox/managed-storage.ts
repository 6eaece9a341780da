import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { firefoxExtensionId } from '#protocol/constants'

/**
 * Sets what `storage.managed` holds for the Firefox of a home. `policies.json` would set it for every
 * Firefox of the machine.
 */
export async function writeFirefoxPolicy(home: string, policy: object): Promise<void> {
  const folder = join(home, '.mozilla', 'managed-storage')
  await mkdir(folder, { recursive: true })
  const manifest = { name: firefoxExtensionId, description: 'Hubpass', type: 'storage', data: policy }
  await writeFile(join(folder, `${firefoxExtensionId}.json`), JSON.stringify(manifest))
}
