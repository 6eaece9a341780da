import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import packageJson from '../../package.json' with { type: 'json' }
import { createWindowsInstaller } from '../../scripts/package/windows-installer/create-installer.ts'
import { readWindowsLayout } from './windows-layout.ts'

const [folder = '', node = ''] = process.argv.slice(2)
/** A version below every release. */
const previousVersion = '0.0.1'
const time = new Date('2026-01-01T00:00:00Z')

/** Writes an installer of this version, and one of an older version with a file more. */
const layout = await readWindowsLayout(node)
const previousLayout = [...layout, { path: 'extension/removed.txt', content: Buffer.from('removed\n') }]
await mkdir(folder, { recursive: true })
const { version } = packageJson
await writeFile(join(folder, 'hubpass.msi'), await createWindowsInstaller(layout, { version, time }))
await writeFile(
  join(folder, 'previous.msi'),
  await createWindowsInstaller(previousLayout, { version: previousVersion, time }),
)
