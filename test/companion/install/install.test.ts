import { describe, expect, it } from 'vitest'
import { findBrowsers } from '../../../companion/install/browsers/find-browsers.ts'
import { browsersSharingRegistry, locationsOn } from '../../../companion/install/browsers/index.ts'
import { expandVariables, getPathModule } from '../../../companion/install/environment.ts'
import { installCompanion } from '../../../companion/install/install.ts'
import { getInstallPaths, planRegistrations } from '../../../companion/install/plan.ts'
import { uninstallCompanion } from '../../../companion/install/uninstall.ts'
import { programFiles } from '../../../companion/program-files.ts'
import {
  downloadProgram,
  hostEnvironments,
  hubpassHomes,
  type PlatformName,
  platformNames,
} from '../../support/host-environments.ts'
import { createTemporarySystem } from '../../support/temporary-system.ts'

/** Creates a machine with only the download on its disk. */
async function installOn(kind: PlatformName) {
  const system = await createTemporarySystem()
  const machine = hostEnvironments[kind]
  const home = hubpassHomes[kind]
  await downloadProgram(machine, system.fileSystem)
  const all = locationsOn(kind).map(({ browser }) => browser)
  const optionsFor = (browsers: readonly string[]) => ({
    machine,
    system,
    home,
    registrations: planRegistrations({ machine, home, browsers }),
    dryRun: false,
  })
  const optionsForFolder = (owner: string) => ({ ...optionsFor(browsersSharingRegistry(kind)), owner })
  const installOptions = { hubpassHome: undefined, extensionIds: ['a'.repeat(32)] }
  return {
    system,
    machine,
    all,
    install: (...browsers: string[]) => installCompanion({ ...optionsFor(browsers), ...installOptions }),
    installFor: (folder: string) => installCompanion({ ...optionsForFolder(folder), ...installOptions }),
    uninstallFor: (folder: string) => uninstallCompanion({ ...optionsForFolder(folder), isAll: false }),
    uninstall: (...browsers: string[]) =>
      uninstallCompanion({
        ...optionsFor(browsers.length > 0 ? browsers : all),
        isAll: browsers.length === 0,
      }),
    [Symbol.asyncDispose]: system[Symbol.asyncDispose],
  }
}

describe.each(platformNames)('installCompanion on %s', kind => {
  it('restores the previous state when it uninstalls', async () => {
    await using user = await installOn(kind)
    const before = await user.system.listEntries()
    await user.install(...user.all)
    await user.install('edge', 'firefox')
    expect((await user.system.listEntries()).length).toBeGreaterThan(before.length + 5)
    await user.uninstall()
    expect(await user.system.listEntries()).toEqual(before)
    expect(await user.uninstall()).toEqual([])
  })

  it('keeps files and keys of others', async () => {
    await using user = await installOn(kind)
    await user.system.registry.write('HKCU\\Software\\Google\\Chrome\\NativeMessagingHosts\\other', 'x')
    for (const location of locationsOn(kind))
      await user.system.fileSystem.write(
        getPathModule(user.machine).join(expandVariables(location.profile, user.machine), 'Local State'),
        '',
        0o600,
      )
    const before = await user.system.listEntries()
    await user.install(...user.all)
    await user.uninstall()
    expect(await user.system.listEntries()).toEqual(before)
  })

  it('uninstalls for one browser and keeps the other', async () => {
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

  it('finds browsers by folder and by program', async () => {
    await using user = await installOn(kind)
    expect(await findBrowsers(user.machine, user.system.fileSystem)).toEqual([])
    const programs = { linux: '/usr/bin/vivaldi', darwin: '/Applications/Vivaldi.app/x', win32: vivaldi }
    await user.system.fileSystem.write(programs[kind], '', 0o755)
    const firefox = locationsOn(kind).find(({ browser }) => browser === 'firefox')?.profile ?? ''
    await user.system.fileSystem.makeFolder(expandVariables(firefox, user.machine))
    expect(await findBrowsers(user.machine, user.system.fileSystem)).toEqual(['vivaldi', 'firefox'])
  })

  it.each(Object.values(programFiles))('fails if %s cannot be copied', async name => {
    await using user = await installOn(kind)
    const { join } = getPathModule(user.machine)
    await user.system.fileSystem.remove(join(user.machine.programFolder, name))
    await expect(user.install('chrome')).rejects.toMatchObject({ code: 'FILE_NOT_WRITTEN' })
  })

  it('removes what Node cached beside the program', async () => {
    await using user = await installOn(kind)
    const before = await user.system.listEntries()
    await user.install('chrome')
    const { compileCache } = getInstallPaths(hubpassHomes[kind], user.machine)
    const { join } = getPathModule(user.machine)
    await user.system.fileSystem.write(join(compileCache, 'v24', 'code'), '', 0o600)
    await user.uninstall()
    expect(await user.system.listEntries()).toEqual(before)
  })

  it('removes an older installation, whose program is one file', async () => {
    await using user = await installOn(kind)
    const before = await user.system.listEntries()
    await user.install('chrome')
    const { program, programFiles } = getInstallPaths(hubpassHomes[kind], user.machine)
    for (const { path } of programFiles) if (path !== program) await user.system.fileSystem.remove(path)
    await user.uninstall()
    expect(await user.system.listEntries()).toEqual(before)
  })
})

it('removes the folders that it created where Node 22 for Windows names them by another form', async () => {
  await using user = await installOn('win32')
  const before = await user.system.listEntries()
  const { makeFolder } = user.system.fileSystem
  user.system.fileSystem.makeFolder = async path => {
    const created = await makeFolder(path)
    return created === undefined ? undefined : `\\\\?\\${created}`
  }
  await user.install('chrome')
  await user.uninstall()
  expect(await user.system.listEntries()).toEqual(before)
})

it('uninstallCompanion fails if a file cannot be removed', async () => {
  await using user = await installOn('linux')
  await user.install('chrome')
  const program = `${hubpassHomes.linux}/companion/hubpass.mjs`
  await user.system.fileSystem.remove(program)
  await user.system.fileSystem.makeFolder(program)
  await expect(user.uninstall()).rejects.toMatchObject({ code: 'FILE_NOT_WRITTEN' })
})

const vivaldi = 'C:\\Users\\Jürgen Groß\\AppData\\Local\\Vivaldi\\Application\\vivaldi.exe'

it('uninstallCompanion keeps a key that points to another installation', async () => {
  await using user = await installOn('win32')
  await user.install('chrome')
  const key = 'HKCU\\Software\\Google\\Chrome\\NativeMessagingHosts\\hubpass.companion'
  await user.system.registry.write(key, 'C:\\another\\hubpass.companion.json')
  await user.uninstall()
  expect((await user.system.registry.read(key))?.values['']).toBe('C:\\another\\hubpass.companion.json')
})

it('uninstallCompanion restores the previous value of a key if that installation still exists', async () => {
  await using user = await installOn('win32')
  const { registry, fileSystem } = user.system
  const keyOf = (maker: string) => `HKCU\\Software\\${maker}\\NativeMessagingHosts\\hubpass.companion`
  const another = 'C:\\another\\hubpass.companion.json'
  await fileSystem.write(another, '{}', 0o644)
  await registry.write(keyOf('Google\\Chrome'), another)
  await registry.write(keyOf('Microsoft\\Edge'), 'C:\\gone\\hubpass.companion.json')
  await user.install('chrome')
  await user.install('chrome', 'edge')
  await user.uninstall()
  expect((await registry.read(keyOf('Google\\Chrome')))?.values['']).toBe(another)
  expect(await registry.read(keyOf('Microsoft\\Edge'))).toBeUndefined()
})

it('uninstallCompanion removes only keys that no other user data folder or browser needs', async () => {
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

it('uninstallCompanion ignores the case of a user data folder', async () => {
  await using user = await installOn('win32')
  const before = await user.system.listEntries()
  await user.installFor('C:\\One')
  await user.installFor('c:\\ONE')
  expect((await user.uninstallFor('c:\\one')).map(vendorOf)).toEqual(expect.arrayContaining(['Chromium']))
  expect(await user.system.listEntries()).toEqual(before)
})

const vendorOf = (key: string): string => /Software\\(.*)\\NativeMessagingHosts/.exec(key)?.[1] ?? key

it('installCompanion fails if the registry stores another value', async () => {
  await using user = await installOn('win32')
  const { registry } = user.system
  user.system.registry = { ...registry, write: async key => registry.write(key, 'something else') }
  await expect(user.install('chrome')).rejects.toMatchObject({
    code: 'FILE_NOT_WRITTEN',
    finding: { details: { reason: 'its content is different after writing' } },
  })
})
