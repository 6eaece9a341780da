import { describe, expect, it } from 'vitest'
import { extensionId } from '#protocol/constants'
import { createBrowserChecks } from '../../../../companion/doctor/machine/browsers.ts'
import { createCompanionChecks } from '../../../../companion/doctor/machine/companion.ts'
import { findInstallation } from '../../../../companion/doctor/machine/installation.ts'
import { runChecks } from '../../../../companion/doctor/runner.ts'
import { locationsOn } from '../../../../companion/install/browsers/index.ts'
import { expandVariables } from '../../../../companion/install/environment.ts'
import { installCompanion } from '../../../../companion/install/install.ts'
import { getInstallPaths, locateRegistration, planRegistrations } from '../../../../companion/install/plan.ts'
import { getSystemFolder, listSystemBrowsers } from '../../../../companion/install/system-wide.ts'
import { createHostManifests } from '../../../../scripts/package/debian/host-manifests.ts'
import { createHostFiles } from '../../../../scripts/package/windows-installer/host-files.ts'
import { listRegistrations } from '../../../../scripts/package/windows-installer/registrations.ts'
import {
  downloadProgram,
  hostEnvironments,
  hubpassHomes,
  type PlatformName,
  platformNames,
} from '../../../support/host-environments.ts'
import { createTemporarySystem } from '../../../support/temporary-system.ts'

/** Creates a machine with these browsers and functions to install and check. */
async function installOn(kind: PlatformName, ...browsers: string[]) {
  const system = await createTemporarySystem()
  const machine = hostEnvironments[kind]
  const home = hubpassHomes[kind]
  await downloadProgram(machine, system.fileSystem)
  for (const { browser, profile } of locationsOn(kind))
    if (browsers.includes(browser)) await system.fileSystem.makeFolder(expandVariables(profile, machine))
  const registrations = planRegistrations({ machine, home, browsers })
  const install = () =>
    installCompanion({
      machine,
      system,
      home,
      registrations,
      hubpassHome: undefined,
      extensionIds: [extensionId],
      dryRun: false,
    })
  const find = () => findInstallation(machine, system, home)
  const examine = async () =>
    runChecks(createBrowserChecks(await find()), { signal: new AbortController().signal })
  return { system, registrations, install, find, examine, [Symbol.asyncDispose]: system[Symbol.asyncDispose] }
}

describe.each(platformNames)('findInstallation on %s', kind => {
  it('finds the registration of each browser', async () => {
    await using user = await installOn(kind, 'chrome', 'firefox')
    await user.install()
    const { outcome, locations } = await user.find()
    expect(outcome).toEqual({ note: 'registered with chrome, firefox', warnings: [] })
    expect(locations.every(({ isOurs }) => isOurs)).toBe(true)
    expect(await user.examine()).toMatchObject([
      { id: 'browser:chrome', state: 'passed' },
      { id: 'browser:firefox', state: 'passed' },
    ])
  })

  it('warns and returns no checks without an installation', async () => {
    await using user = await installOn(kind, 'chrome')
    const found = await user.find()
    expect(found.outcome).toMatchObject({ warnings: [{ code: 'BROWSER_NOT_REGISTERED' }] })
    expect([...createCompanionChecks(found), ...createBrowserChecks(found)]).toEqual([])
  })

  it('reports a registration that was removed', async () => {
    await using user = await installOn(kind, 'firefox')
    await user.install()
    for (const { key, manifest } of user.registrations)
      if (key === undefined) await user.system.fileSystem.remove(manifest)
      else await user.system.registry.write(key, undefined)
    const missing = kind === 'win32' ? 'the key is not in the registry' : 'its manifest does not exist'
    const [result] = await user.examine()
    expect(result).toMatchObject({ state: 'failed', finding: { code: 'REGISTRATION_BROKEN' } })
    expect(result?.finding?.message).toContain(missing)
  })

  it('only warns about a registration of another installation', async () => {
    await using user = await installOn(kind, 'firefox')
    const manifest = '{"name":"hubpass.companion","path":"/opt/another"}'
    for (const registration of user.registrations) {
      await user.system.fileSystem.write(registration.manifest, manifest, 0o644)
      if (registration.key !== undefined)
        await user.system.registry.write(registration.key, registration.manifest)
    }
    const found = await user.find()
    expect(found.locations).toMatchObject([{ isOurs: false, browsers: 'firefox' }])
    expect(createCompanionChecks(found)).toEqual([])
    const [result] = await user.examine()
    expect(result).toMatchObject({ state: 'warned', finding: { code: 'REGISTRATION_BROKEN' } })
    expect(result?.finding?.message).toContain('"/opt/another"')
  })
})

it('findInstallation names the installed browsers of a shared key', async () => {
  await using user = await installOn('win32', 'brave', 'opera')
  await user.install()
  const { locations, outcome } = await user.find()
  expect(locations.map(({ browsers }) => browsers)).toEqual(['brave, opera'])
  expect(locations.map(({ registration }) => locateRegistration(registration))).toEqual([
    'HKCU\\Software\\Google\\Chrome\\NativeMessagingHosts\\hubpass.companion',
  ])
  expect(outcome.warnings).toEqual([])
})

it('findInstallation finds a recorded --user-data-dir', async () => {
  await using user = await installOn('linux')
  const [machine, home] = [hostEnvironments.linux, hubpassHomes.linux]
  const registrations = planRegistrations({ machine, home, browsers: [], userDataDir: '/tmp/profile' })
  await installCompanion({
    machine,
    system: user.system,
    home,
    registrations,
    hubpassHome: undefined,
    extensionIds: [extensionId],
    dryRun: false,
  })
  expect(await user.examine()).toMatchObject([{ id: 'browser:/tmp/profile', state: 'passed' }])
})

it('findInstallation finds what a Debian package registered for all users', async () => {
  await using user = await installOn('linux', 'chromium', 'firefox')
  const launcher = '/usr/lib/hubpass/hubpass'
  for (const { path, content } of createHostManifests(launcher))
    await user.system.fileSystem.write(`/${path}`, Buffer.from(content), 0o644)
  const machine = { ...hostEnvironments.linux, env: { HUBPASS_LAUNCHER: launcher } }
  const installation = await findInstallation(machine, user.system, hubpassHomes.linux)
  expect(installation.outcome.warnings).toEqual([])
  expect(installation.launcher).toBe(launcher)
  const { signal } = new AbortController()
  expect(await runChecks(createBrowserChecks(installation), { signal })).toMatchObject([
    { id: 'browser:chromium (all users)', state: 'passed' },
    { id: 'browser:chrome (all users)', state: 'passed' },
    { id: 'browser:edge (all users)', state: 'passed' },
    { id: 'browser:firefox (all users)', state: 'passed' },
  ])
})

it.each(platformNames)(
  'findInstallation finds what "hubpass install --system" registered for all users on %s',
  async kind => {
    await using user = await installOn(kind, 'chromium')
    const machine = hostEnvironments[kind]
    const home = getSystemFolder(machine)
    const browsers = listSystemBrowsers(kind)
    const registrations = planRegistrations({ machine, home, browsers, isSystem: true })
    await installCompanion({
      ...{ machine, system: user.system, home, registrations },
      ...{ hubpassHome: undefined, extensionIds: [extensionId], dryRun: false },
    })
    const installation = await findInstallation(machine, user.system, hubpassHomes[kind])
    expect(installation.launcher).toBe(getInstallPaths(home, machine).launcher)
    const { signal } = new AbortController()
    const checks = await runChecks(createBrowserChecks(installation), { signal })
    expect(checks.filter(({ id }) => id.endsWith('(all users)')).map(({ state }) => state)).toEqual(
      Array.from({ length: 4 }, () => 'passed'),
    )
  },
)

/** Creates a Windows machine on which the installer has put its manifests and keys. */
async function installPackage() {
  const system = await createTemporarySystem()
  const folder = 'C:\\Users\\Jürgen Groß\\AppData\\Local\\Programs\\Hubpass'
  // The PATH has another spelling.
  const machine = { ...hostEnvironments.win32, env: { HUBPASS_LAUNCHER: `${folder}\\HUBPASS.cmd` } }
  for (const [path, content] of Object.entries(createHostFiles()))
    await system.fileSystem.write(`${folder}\\${path.replaceAll('/', '\\')}`, content, 0o644)
  const keys = listRegistrations().map(({ key }) => `HKCU\\${key}`)
  for (const { key, manifest } of listRegistrations())
    await system.registry.write(`HKCU\\${key}`, `${folder}\\${manifest}`)
  const find = () => findInstallation(machine, system, hubpassHomes.win32)
  const examine = async () =>
    (await runChecks(createBrowserChecks(await find()), { signal: new AbortController().signal })).map(
      ({ state }) => state,
    )
  return { system, machine, keys, find, examine, [Symbol.asyncDispose]: system[Symbol.asyncDispose] }
}

describe('findInstallation after the Windows installer', () => {
  const allPassed = ['passed', 'passed', 'passed', 'passed']

  it('finds its launcher and its registrations, with paths relative to the manifests', async () => {
    await using user = await installPackage()
    const { launcher, locations } = await user.find()
    expect(launcher).toBe(user.machine.env.HUBPASS_LAUNCHER)
    expect(locations.map(({ isOurs }) => isOurs)).toEqual([true, true, true, true])
    expect(await user.examine()).toEqual(allPassed)
  })

  it('ignores extensions that "hubpass install" once allowed', async () => {
    await using user = await installPackage()
    const record = JSON.stringify({ extensionIds: ['a'.repeat(32)] })
    await user.system.fileSystem.write(`${hubpassHomes.win32}\\companion\\installed.json`, record, 0o600)
    expect(await user.examine()).toEqual(allPassed)
  })

  it('warns about the key of another installation and misses a removed one', async () => {
    await using user = await installPackage()
    const [first = '', second = ''] = user.keys
    await user.system.registry.write(first, undefined)
    await user.system.registry.write(second, 'C:\\other.json')
    expect(await user.examine()).toEqual(['warned', 'passed', 'passed'])
  })
})
