import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stageLayout } from '../../scripts/package/parts.ts'
import { readRelease } from '../../scripts/package/release.ts'
import { createWindowsInstaller } from '../../scripts/package/windows-installer/create-installer.ts'

/** A version below every release. */
const previousVersion = '0.0.1'

/** Writes the installer of this version, and one of an older version with one more file. */
const [folder = ''] = process.argv.slice(2)
const release = readRelease()
const layout = await stageLayout('windows-x64', release)
const previousLayout = [...layout, { path: 'extension/removed.txt', content: Buffer.from('removed\n') }]
await mkdir(folder, { recursive: true })
await writeFile(join(folder, 'hubpass.msi'), await createWindowsInstaller(layout, release))
await writeFile(
  join(folder, 'previous.msi'),
  await createWindowsInstaller(previousLayout, { ...release, version: previousVersion }),
)
