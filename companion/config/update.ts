import { writeFile } from '../util/write-file.ts'
import { readConfiguration } from './configuration.ts'
import { getConfigurationPath } from './home.ts'
import { withLock } from './lock.ts'
import type { Configuration } from './schema.ts'

/**
 * Changes the configuration atomically. Only its owner can read the file. Leaves an invalid file
 * unchanged. Throws CONFIG_INVALID, FILE_NOT_WRITTEN.
 */
export async function updateConfiguration(change: (current: Configuration) => Configuration): Promise<void> {
  const file = await getConfigurationPath()
  await withLock(file, async () => {
    const changed = change(await readConfiguration())
    await writeFile(file, `${JSON.stringify(changed, null, 2)}\n`, 0o600)
  })
}
