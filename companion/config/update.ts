import { writeFile } from '../util/write-file.ts'
import { readConfiguration } from './configuration.ts'
import { getConfigurationPath } from './home.ts'
import { withLock } from './lock.ts'
import type { Configuration } from './schema.ts'

/**
 * Changes the configuration in one piece: readers see the old file or the new one, never half of it. Only its owner may
 * read it. A file that cannot be understood is left as it is. Throws CONFIG_INVALID, FILE_NOT_WRITTEN.
 */
export async function updateConfiguration(change: (current: Configuration) => Configuration): Promise<void> {
  const file = await getConfigurationPath()
  await withLock(file, async () => {
    const changed = change(await readConfiguration())
    await writeFile(file, `${JSON.stringify(changed, null, 2)}\n`, 0o600)
  })
}
