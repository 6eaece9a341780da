import { execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createWindowsInstaller } from '../../scripts/package/windows-installer/create-installer.ts'
import { listRegistrations } from '../../scripts/package/windows-installer/registrations.ts'
import { shouldSkip } from '../support/skip-reasons.ts'
import { createTemporaryFolder } from '../support/temporary-folder.ts'
import { installerSkipReason, withReason } from './support/installer-skip-reason.ts'

const layout = ['hubpass.cmd', 'node.exe', 'companion/hubpass.mjs', 'extension/manifest.json'].map(path => ({
  path,
  content: Buffer.from(`content of ${path}`),
}))
const release = { version: '1.2.3-beta.1', time: new Date('2026-01-02T03:04:06Z') }

it.skipIf(shouldSkip(installerSkipReason))(
  withReason(
    'two installers of the same files have the same bytes, and others another package code',
    installerSkipReason,
  ),
  async () => {
    const installer = await createWindowsInstaller(layout, release)
    expect((await createWindowsInstaller(layout.toReversed(), release)).equals(installer)).toBe(true)
    const changed = layout.map((file, index) => (index === 1 ? { ...file, content: Buffer.from('x') } : file))
    const [code, otherCode] = await Promise.all(
      [installer, await createWindowsInstaller(changed, release)].map(async each =>
        /UUID\): (.*)/.exec(await inspect(each, 'suminfo')),
      ),
    )
    expect(code?.[1]).toMatch(/^\{[0-9A-F-]{36}\}$/)
    expect(otherCode?.[1]).not.toBe(code?.[1])
  },
)

it.skipIf(shouldSkip(installerSkipReason))(
  withReason('the installer needs no administrator and declares files, keys and PATH', installerSkipReason),
  async () => {
    const installer = await createWindowsInstaller(layout, release)
    // 2 is a compressed source, 8 needs no elevated rights (Word Count Summary property).
    expect(await inspect(installer, 'suminfo')).toContain('Source: 10 (a)')
    const properties = await inspect(installer, 'export', 'Property')
    expect(properties).toContain('ProductVersion\t1.2.3\r\n')
    expect(properties).not.toContain('ALLUSERS\t')
    const registry = await inspect(installer, 'export', 'Registry')
    for (const { key } of listRegistrations()) expect(registry).toContain(`\t1\t${key}\t\t[#file.`)
    expect(await inspect(installer, 'export', 'Environment')).toContain('Path\t=-PATH\t[')
    const removed = (await inspect(installer, 'export', 'RemoveFile')).match(
      /^(LoadedVersion|Remove\w+Folder)/gm,
    )
    expect(removed).toEqual(['LoadedVersion', 'RemoveLoadedFolder', 'RemoveConfigFolder', 'RemoveDataFolder'])
    const sequence = await inspect(installer, 'export', 'InstallExecuteSequence')
    const actions = ['WriteEnvironmentStrings', 'InstallExecute', 'RemoveExistingProducts', 'RegisterProduct']
    const numbers = actions.map(action =>
      Number(new RegExp(`^${action}\\t\\t(\\d+)`, 'm').exec(sequence)?.[1]),
    )
    expect(numbers).toEqual(numbers.toSorted((one, other) => one - other))
    expect(numbers).not.toContain(Number.NaN)
    for (const { path } of layout)
      expect(await inspect(installer, 'export', 'File')).toContain(`\t${path.replace(/.*\//, '')}\t`)
  },
)

/** Returns the output of msiinfo. */
async function inspect(installer: Buffer, command: string, ...args: string[]): Promise<string> {
  await using folder = await createTemporaryFolder('installer')
  const file = join(folder.path, 'hubpass.msi')
  await writeFile(file, installer)
  return execFileSync('msiinfo', [command, file, ...args], { encoding: 'utf8' })
}
