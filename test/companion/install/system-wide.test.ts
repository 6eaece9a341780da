import { stat } from 'node:fs/promises'
import { join as joinPath } from 'node:path'
import { describe, expect, it } from 'vitest'
import { getPathModule } from '../../../companion/install/environment.ts'
import { installCompanion } from '../../../companion/install/install.ts'
import { readRecord, writeRecord } from '../../../companion/install/install-record.ts'
import { sharedNodeSystem } from '../../../companion/install/node-system.ts'
import { getInstallPaths, locateRegistration, planRegistrations } from '../../../companion/install/plan.ts'
import type { Registry } from '../../../companion/install/system.ts'
import {
  assertAdministrator,
  getSystemFolder,
  listSystemBrowsers,
} from '../../../companion/install/system-wide.ts'
import { uninstallCompanion } from '../../../companion/install/uninstall.ts'
import { findingOfRejection } from '../../support/catch-finding.ts'
import { downloadProgram, hostEnvironments, platformNames } from '../../support/host-environments.ts'
import { createTemporaryFolder } from '../../support/temporary-folder.ts'
import { createTemporarySystem } from '../../support/temporary-system.ts'

const registrationsOn = (platform: (typeof platformNames)[number]) => {
  const machine = hostEnvironments[platform]
  const browsers = listSystemBrowsers(platform)
  return planRegistrations({ machine, home: getSystemFolder(machine), browsers, isSystem: true })
}

it.each([
  [
    'linux',
    [
      '/etc/chromium/native-messaging-hosts/hubpass.companion.json',
      '/etc/opt/chrome/native-messaging-hosts/hubpass.companion.json',
      '/etc/opt/edge/native-messaging-hosts/hubpass.companion.json',
      '/usr/lib/mozilla/native-messaging-hosts/hubpass.companion.json',
    ],
  ],
  [
    'darwin',
    [
      '/Library/Application Support/Chromium/NativeMessagingHosts/hubpass.companion.json',
      '/Library/Google/Chrome/NativeMessagingHosts/hubpass.companion.json',
      '/Library/Microsoft/Edge/NativeMessagingHosts/hubpass.companion.json',
      '/Library/Application Support/Mozilla/NativeMessagingHosts/hubpass.companion.json',
    ],
  ],
  [
    'win32',
    [
      'HKLM\\Software\\Chromium\\NativeMessagingHosts\\hubpass.companion',
      'HKLM\\Software\\Google\\Chrome\\NativeMessagingHosts\\hubpass.companion',
      'HKLM\\Software\\Microsoft\\Edge\\NativeMessagingHosts\\hubpass.companion',
      'HKLM\\Software\\Mozilla\\NativeMessagingHosts\\hubpass.companion',
    ],
  ],
] as const)('registers for all users on %s where every browser looks', (platform, places) => {
  expect(registrationsOn(platform).map(locateRegistration)).toEqual(places)
})

describe.each(platformNames)('for all users on %s', platform => {
  it('installs outside of every home, and leaves nothing behind', async () => {
    await using system = await createTemporarySystem()
    const machine = hostEnvironments[platform]
    const home = getSystemFolder(machine)
    await downloadProgram(machine, system.fileSystem)
    const before = await system.listEntries()
    const options = { machine, system, home, registrations: registrationsOn(platform), dryRun: false }
    const steps = await installCompanion({
      ...options,
      hubpassHome: undefined,
      extensionIds: ['a'.repeat(32)],
    })
    for (const step of steps)
      if (step.do !== 'register') expect(step.path.startsWith(machine.userHome)).toBe(false)
    expect(steps.filter(step => step.do === 'register').length).toBe(platform === 'win32' ? 4 : 0)
    await uninstallCompanion({ ...options, isAll: true })
    expect(await system.listEntries()).toEqual(before)
  })
})

it.each(platformNames)(
  'uninstalling for all users on %s removes the folder of a killed installation',
  async platform => {
    await using system = await createTemporarySystem()
    const machine = hostEnvironments[platform]
    const home = getSystemFolder(machine)
    const { dirname, join } = getPathModule(machine)
    const { launcher } = getInstallPaths(home, machine)
    await system.fileSystem.write(join(dirname(home), 'of-others'), '', 0o644)
    const before = await system.listEntries()
    await system.fileSystem.write(launcher, 'no more', 0o755)
    const options = { machine, system, home, registrations: registrationsOn(platform), dryRun: false }
    await uninstallCompanion({ ...options, isAll: true })
    expect(await system.listEntries()).toEqual(before)
  },
)

const registry: Registry = { read: async () => undefined, write: async () => {} }

it.each([
  ['linux', (): number => 1000],
  ['darwin', (): number => 501],
  ['win32', undefined],
] as const)('assertAdministrator refuses another account on %s', async (platform, getUserId) => {
  expect(
    await findingOfRejection(assertAdministrator('install', { platform }, registry, getUserId)),
  ).toMatchObject({ code: 'NEEDS_ADMINISTRATOR', details: { command: 'install', platform } })
})

it('assertAdministrator accepts root, and an administrator of Windows', async () => {
  await assertAdministrator('install', { platform: 'linux' }, registry, () => 0)
  const readable: Registry = { ...registry, read: async () => ({ values: {}, subkeys: {} }) }
  await assertAdministrator('install', { platform: 'win32' }, readable)
})

it.skipIf(process.platform === 'win32')('every user can read what was installed for all', async () => {
  await using folder = await createTemporaryFolder('record')
  const file = joinPath(folder.path, 'installed.json')
  const { fileSystem } = sharedNodeSystem
  await writeRecord(fileSystem, file, await readRecord(fileSystem, file))
  expect((await stat(file)).mode & 0o777).toBe(0o644)
})
