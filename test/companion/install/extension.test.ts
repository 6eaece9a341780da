import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { dirname, join as joinPath } from 'node:path'
import { expect, it } from 'vitest'
import { extensionId } from '#protocol/constants'
import { getPathModule } from '../../../companion/install/environment.ts'
import { findExtension } from '../../../companion/install/extension/find-extension.ts'
import {
  readLoadedVersion,
  rememberLoadedVersion,
} from '../../../companion/install/extension/loaded-version.ts'
import { installCompanion } from '../../../companion/install/install.ts'
import { nodeSystem, sharedNodeSystem } from '../../../companion/install/node-system.ts'
import { getInstallPaths, planRegistrations } from '../../../companion/install/plan.ts'
import { uninstallCompanion } from '../../../companion/install/uninstall.ts'
import {
  downloadProgram,
  hostEnvironments,
  hubpassHomes,
  type PlatformName,
  platformNames,
} from '../../support/host-environments.ts'
import { createTemporaryFolder } from '../../support/temporary-folder.ts'
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
    /** Lists what was installed and registered. */
    listFiles: async () => {
      const { programFiles, launcher, manifests, record, loadedVersion } = getInstallPaths(home, machine)
      const registered =
        machine.platform === 'win32' ? manifests.chromium : options.registrations[0]?.manifest
      return [...programFiles.map(({ path }) => path), launcher, record, loadedVersion, registered ?? '']
    },
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

it.each([
  ['without text', Buffer.from([0xff, 0xfe, 0x00])],
  ['with half of its content', Buffer.from('{"version": "1.0')],
  [
    'with an invalid character',
    Buffer.from([...Buffer.from('{"version": "1.0.0'), 0xe4, ...Buffer.from('"}')]),
  ],
  ['with a version that no browser accepts', Buffer.from(manifestOf('1'.repeat(2_000_000)))],
])('findExtension passes over a manifest %s', async (_, content) => {
  const read = async (path: string) =>
    path.startsWith('/broken/') ? content : Buffer.from(manifestOf('1.0.0'))
  expect(await findExtension(['/broken', '/good'], { read })).toEqual({ path: '/good', version: '1.0.0' })
})

/** Creates an extension to copy, a folder that belongs to somebody else, and the path of the copy. */
async function createCopy() {
  const folder = await createTemporaryFolder('copy')
  const [from, foreign, to] = ['from', 'foreign', 'to'].map(name => joinPath(folder.path, name)) as [
    string,
    string,
    string,
  ]
  const write = async (file: string, text: string) => {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }
  await write(joinPath(from, 'manifest.json'), manifestOf('1.0.0'))
  await write(joinPath(from, 'assets/popup.js'), 'ours')
  await write(joinPath(foreign, 'popup.js'), 'foreign')
  await write(joinPath(foreign, 'notes.txt'), 'foreign')
  return { from, foreign, to, write, [Symbol.asyncDispose]: folder[Symbol.asyncDispose] }
}

it.skipIf(process.platform === 'win32').each(['.', 'assets', 'assets/popup.js', 'left'])(
  'copyFolder replaces a link at %s, and leaves alone where it leads',
  async place => {
    await using copy = await createCopy()
    const link = joinPath(copy.to, place)
    await mkdir(dirname(link), { recursive: true })
    await symlink(place.endsWith('.js') ? joinPath(copy.foreign, 'popup.js') : copy.foreign, link)
    await nodeSystem.fileSystem.copyFolder(copy.from, copy.to)
    expect((await readdir(copy.foreign)).sort()).toEqual(['notes.txt', 'popup.js'])
    expect(await readFile(joinPath(copy.foreign, 'popup.js'), 'utf8')).toBe('foreign')
    expect((await readdir(copy.to, { recursive: true })).sort()).toEqual([
      'assets',
      'assets/popup.js',
      'manifest.json',
    ])
  },
)

it.skipIf(process.platform === 'win32')('copyFolder follows a link to what it copies', async () => {
  await using copy = await createCopy()
  await symlink(copy.from, `${copy.from}-link`)
  await nodeSystem.fileSystem.copyFolder(`${copy.from}-link`, copy.to)
  expect(await readFile(joinPath(copy.to, 'assets', 'popup.js'), 'utf8')).toBe('ours')
})

it('copyFolder replaces a folder where a file belongs, and a file where a folder belongs', async () => {
  await using copy = await createCopy()
  await copy.write(joinPath(copy.to, 'manifest.json', 'x'), '')
  await copy.write(joinPath(copy.to, 'assets'), '')
  await nodeSystem.fileSystem.copyFolder(copy.from, copy.to)
  expect(await readFile(joinPath(copy.to, 'assets', 'popup.js'), 'utf8')).toBe('ours')
  expect(await readFile(joinPath(copy.to, 'manifest.json'), 'utf8')).toBe(manifestOf('1.0.0'))
})

it.skipIf(process.platform === 'win32')(
  'copyFolder for all users lets them read what only its owner could read before',
  async () => {
    await using copy = await createCopy()
    await chmod(joinPath(copy.from, 'manifest.json'), 0o600)
    await sharedNodeSystem.fileSystem.copyFolder(copy.from, copy.to)
    expect((await stat(joinPath(copy.to, 'manifest.json'))).mode & 0o777).toBe(0o644)
  },
)

it.each(platformNames)('uninstalling on %s removes what a killed installation was writing', async kind => {
  await using user = await downloadOn(kind)
  const before = await user.system.listEntries()
  await user.install()
  for (const path of await user.listFiles())
    await user.system.fileSystem.write(`${path}.tmp-5964126127030dfa`, 'half', 0o600)
  await user.uninstall()
  expect(await user.system.listEntries()).toEqual(before)
})
