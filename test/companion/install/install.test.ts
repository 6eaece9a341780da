import { describe, expect, it } from 'vitest'
import { browsersSharingRegistry, locationsOn } from '../../../companion/install/browsers/index.ts'
import { expandVariables, getPathModule } from '../../../companion/install/environment.ts'
import { findBrowsers } from '../../../companion/install/find-browsers.ts'
import { installCompanion } from '../../../companion/install/install.ts'
import { planRegistrations } from '../../../companion/install/plan.ts'
import { uninstallCompanion } from '../../../companion/install/uninstall.ts'
import {
  hostEnvironments,
  hubpassHomes,
  type PlatformName,
  platformNames,
} from '../../support/host-environments.ts'
import { createTemporarySystem } from '../../support/temporary-system.ts'

/** A machine with the download on its disk and nothing else. */
async function installOn(kind: PlatformName) {
  const system = await createTemporarySystem()
  const machine = hostEnvironments[kind]
  const home = hubpassHomes[kind]
  await system.fileSystem.write(machine.program, 'the program', 0o644)
  const all = locationsOn(kind).map(({ browser }) => browser)
  const wishFor = (browsers: readonly string[]) => ({
    machine,
    system,
    home,
    registrations: planRegistrations({ machine, home, browsers }),
    dryRun: false,
  })
  const wishForFolder = (claim: string) => ({ ...wishFor(browsersSharingRegistry(kind)), owner: claim })
  const asked = { hubpassHome: undefined, extensionIds: ['a'.repeat(32)] }
  return {
    system,
    machine,
    all,
    install: (...browsers: string[]) => installCompanion({ ...wishFor(browsers), ...asked }),
    installFor: (folder: string) => installCompanion({ ...wishForFolder(folder), ...asked }),
    uninstallFor: (folder: string) => uninstallCompanion({ ...wishForFolder(folder), isAll: false }),
    uninstall: (...browsers: string[]) =>
      uninstallCompanion({
        ...wishFor(browsers.length > 0 ? browsers : all),
        isAll: browsers.length === 0,
      }),
    [Symbol.asyncDispose]: system[Symbol.asyncDispose],
  }
}

describe.each(platformNames)('on %s', kind => {
  it('leaves everything as it was when uninstalled', async () => {
    await using user = await installOn(kind)
    const before = await user.system.listEntries()
    await user.install(...user.all)
    await user.install('edge', 'firefox')
    expect((await user.system.listEntries()).length).toBeGreaterThan(before.length + 5)
    await user.uninstall()
    expect(await user.system.listEntries()).toEqual(before)
    expect(await user.uninstall()).toEqual([])
  })

  it('leaves what others have there', async () => {
    await using user = await installOn(kind)
    await user.system.registry.write('HKCU\\Software\\Google\\Chrome\\NativeMessagingHosts\\other', 'x')
    for (const place of locationsOn(kind))
      await user.system.fileSystem.write(
        getPathModule(user.machine).join(expandVariables(place.profile, user.machine), 'Local State'),
        '',
        0o600,
      )
    const before = await user.system.listEntries()
    await user.install(...user.all)
    await user.uninstall()
    expect(await user.system.listEntries()).toEqual(before)
  })

  it('uninstalls for one browser and stays for the other', async () => {
    await using user = await installOn(kind)
    await user.install('chrome')
    const withOne = await user.system.listEntries()
    await user.install('firefox')
    const removed = await user.uninstall('firefox')
    expect(removed).toHaveLength(1)
    const left = await user.system.listEntries()
    expect(left.filter(entry => /chrome/i.test(entry))).toEqual(
      withOne.filter(entry => /chrome/i.test(entry)),
    )
    expect(left.filter(entry => /Mozilla\\NativeMessagingHosts|native-messaging-hosts/.test(entry))).toEqual(
      [],
    )
  })

  it('finds a browser by its folder and by its program', async () => {
    await using user = await installOn(kind)
    expect(await findBrowsers(user.machine, user.system.fileSystem)).toEqual([])
    const programs = { linux: '/usr/bin/vivaldi', darwin: '/Applications/Vivaldi.app/x', win32: vivaldi }
    await user.system.fileSystem.write(programs[kind], '', 0o755)
    const firefox = locationsOn(kind).find(({ browser }) => browser === 'firefox')?.profile ?? ''
    await user.system.fileSystem.makeFolder(expandVariables(firefox, user.machine))
    expect(await findBrowsers(user.machine, user.system.fileSystem)).toEqual(['vivaldi', 'firefox'])
  })

  it('says which file could not be copied', async () => {
    await using user = await installOn(kind)
    await user.system.fileSystem.remove(user.machine.program)
    await expect(user.install('chrome')).rejects.toMatchObject({ code: 'FILE_NOT_WRITTEN' })
  })
})

it('says which file could not be removed', async () => {
  await using user = await installOn('linux')
  await user.install('chrome')
  const program = `${hubpassHomes.linux}/companion/hubpass.mjs`
  await user.system.fileSystem.remove(program)
  await user.system.fileSystem.makeFolder(program)
  await expect(user.uninstall()).rejects.toMatchObject({ code: 'FILE_NOT_WRITTEN' })
})

const vivaldi = 'C:\\Users\\Jürgen Groß\\AppData\\Local\\Vivaldi\\Application\\vivaldi.exe'

it('leaves a key that leads to another installation', async () => {
  await using user = await installOn('win32')
  await user.install('chrome')
  const key = 'HKCU\\Software\\Google\\Chrome\\NativeMessagingHosts\\hubpass.companion'
  await user.system.registry.write(key, 'C:\\another\\hubpass.companion.json')
  await user.uninstall()
  expect((await user.system.registry.read(key))?.values['']).toBe('C:\\another\\hubpass.companion.json')
})

it('gives a key back to the installation that had it, if that is still there', async () => {
  await using user = await installOn('win32')
  const { registry, fileSystem: disk } = user.system
  const keyOf = (maker: string) => `HKCU\\Software\\${maker}\\NativeMessagingHosts\\hubpass.companion`
  const another = 'C:\\another\\hubpass.companion.json'
  await disk.write(another, '{}', 0o644)
  await registry.write(keyOf('Google\\Chrome'), another)
  await registry.write(keyOf('Microsoft\\Edge'), 'C:\\gone\\hubpass.companion.json')
  await user.install('chrome')
  await user.install('chrome', 'edge')
  await user.uninstall()
  expect((await registry.read(keyOf('Google\\Chrome')))?.values['']).toBe(another)
  expect(await registry.read(keyOf('Microsoft\\Edge'))).toBeUndefined()
})

it('takes from the registry of Windows what a folder of user data needed, and nobody else needs', async () => {
  await using user = await installOn('win32')
  const keys = async () => (await user.system.listEntries()).filter(entry => entry.startsWith('HKCU'))
  await user.install('chrome')
  const withChrome = await keys()
  await user.installFor('C:\\one')
  await user.installFor('C:\\two')
  const withFolders = await keys()
  expect(await user.uninstallFor('C:\\other')).toEqual([])
  expect(await user.uninstallFor('C:\\one')).toEqual([])
  expect(await keys()).toEqual(withFolders)
  await user.install('firefox')
  await user.uninstall('firefox')
  expect((await user.uninstallFor('C:\\two')).map(vendorOf)).toEqual(['Chromium', 'Microsoft\\Edge'])
  expect(await keys()).toEqual(withChrome)
  await user.uninstall('chrome')
  expect(await user.uninstall()).toEqual([])
})

it('takes a folder of user data for the same in capitals, as Windows does', async () => {
  await using user = await installOn('win32')
  const before = await user.system.listEntries()
  await user.installFor('C:\\One')
  await user.installFor('c:\\ONE')
  expect((await user.uninstallFor('c:\\one')).map(vendorOf)).toEqual(expect.arrayContaining(['Chromium']))
  expect(await user.system.listEntries()).toEqual(before)
})

const vendorOf = (key: string): string => /Software\\(.*)\\NativeMessagingHosts/.exec(key)?.[1] ?? key

it('says when the registry keeps something else', async () => {
  await using user = await installOn('win32')
  const { registry } = user.system
  user.system.registry = { ...registry, write: async key => registry.write(key, 'something else') }
  await expect(user.install('chrome')).rejects.toMatchObject({
    code: 'FILE_NOT_WRITTEN',
    finding: { details: { reason: 'it reads back differently' } },
  })
})
