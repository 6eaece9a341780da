import { expect, it } from 'vitest'
import { extensionId } from '#protocol/constants'
import { getPathModule } from '../../../companion/install/environment.ts'
import {
  readLoadedVersion,
  rememberLoadedVersion,
} from '../../../companion/install/extension/loaded-version.ts'
import { installCompanion } from '../../../companion/install/install.ts'
import { getInstallPaths, planRegistrations } from '../../../companion/install/plan.ts'
import { uninstallCompanion } from '../../../companion/install/uninstall.ts'
import {
  downloadProgram,
  hostEnvironments,
  hubpassHomes,
  type PlatformName,
  platformNames,
} from '../../support/host-environments.ts'
import { createTemporarySystem } from '../../support/temporary-system.ts'

const manifestOf = (version: string) => JSON.stringify({ manifest_version: 3, name: 'Hubpass', version })

/** A machine with a download whose extension lies beside the program. */
async function downloadOn(kind: PlatformName, folder = '../extension') {
  const system = await createTemporarySystem()
  const machine = hostEnvironments[kind]
  const home = hubpassHomes[kind]
  const { join } = getPathModule(machine)
  await downloadProgram(machine, system.fileSystem)
  const source = join(machine.programFolder, folder)
  const writeSource = (name: string, content: string) =>
    system.fileSystem.write(join(source, name), content, 0o644)
  await writeSource('manifest.json', manifestOf('1.0.0'))
  await writeSource('assets/popup-1.js', 'one')
  const options = {
    machine,
    system,
    home,
    hubpassHome: undefined,
    registrations: planRegistrations({ machine, home, browsers: ['chrome'] }),
    extensionIds: [extensionId],
    dryRun: false,
    isAll: true,
  }
  const { extension, folder: programFolder } = getInstallPaths(home, machine)
  return {
    system,
    writeSource,
    removeSource: (name: string) => system.fileSystem.remove(join(source, name)),
    install: () => installCompanion(options),
    installAgainFromCopy: () => installCompanion({ ...options, machine: { ...machine, programFolder } }),
    uninstall: () => uninstallCompanion(options),
    read: async (name: string) => (await system.fileSystem.read(join(extension, name)))?.toString(),
    [Symbol.asyncDispose]: system[Symbol.asyncDispose],
  }
}

it.each(platformNames.flatMap(kind => ['../extension', '../chrome'].map(folder => [kind, folder] as const)))(
  'installCompanion on %s puts the extension of %s beside the companion, and uninstalling removes it',
  async (kind, folder) => {
    await using user = await downloadOn(kind, folder)
    const before = await user.system.listEntries()
    await user.install()
    expect(await user.read('manifest.json')).toContain('1.0.0')
    expect(await user.read('assets/popup-1.js')).toBe('one')
    await user.uninstall()
    expect(await user.system.listEntries()).toEqual(before)
  },
)

it('installCompanion replaces the extension of another version, without its files', async () => {
  await using user = await downloadOn('linux')
  await user.install()
  await user.writeSource('manifest.json', manifestOf('2.0.0'))
  await user.writeSource('assets/popup-2.js', 'two')
  await user.removeSource('assets/popup-1.js')
  await user.install()
  expect(await user.read('manifest.json')).toContain('2.0.0')
  expect(await user.read('assets/popup-2.js')).toBe('two')
  expect(await user.read('assets/popup-1.js')).toBeUndefined()
})

it('installCompanion from its own copy keeps the extension', async () => {
  await using user = await downloadOn('linux')
  await user.install()
  const steps = await user.installAgainFromCopy()
  expect(steps.filter(step => step.do === 'copyFolder')).toEqual([])
  expect(await user.read('assets/popup-1.js')).toBe('one')
})

it('rememberLoadedVersion stores the version of the unpacked extension only', async () => {
  await using system = await createTemporarySystem()
  const { fileSystem } = system
  const file = '/home/u/loaded'
  const remember = (version: string, origin = `chrome-extension://${extensionId}/`) =>
    rememberLoadedVersion(version, file, { fileSystem, origin })
  await remember('1.2.3', 'chrome-extension://ofanotherextension/')
  await remember('doctor')
  await remember('1.2.3\n; rm -rf /')
  expect(await readLoadedVersion(file, fileSystem)).toBeUndefined()
  await remember('1.2.3')
  expect(await readLoadedVersion(file, fileSystem)).toBe('1.2.3')
  await remember('1.10.0')
  expect(await readLoadedVersion(file, fileSystem)).toBe('1.10.0')
})
