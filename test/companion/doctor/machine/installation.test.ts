import { describe, expect, it } from 'vitest'
import { extensionId } from '#protocol/constants'
import { createBrowserChecks } from '../../../../companion/doctor/machine/browsers.ts'
import { createCompanionChecks } from '../../../../companion/doctor/machine/companion.ts'
import { findInstallation } from '../../../../companion/doctor/machine/installation.ts'
import { runChecks } from '../../../../companion/doctor/runner.ts'
import { locationsOn } from '../../../../companion/install/browsers/index.ts'
import { expandVariables } from '../../../../companion/install/environment.ts'
import { installCompanion } from '../../../../companion/install/install.ts'
import { locateRegistration, planRegistrations } from '../../../../companion/install/plan.ts'
import {
  hostEnvironments,
  hubpassHomes,
  type PlatformName,
  platformNames,
} from '../../../support/host-environments.ts'
import { createTemporarySystem } from '../../../support/temporary-system.ts'

/** A machine with these browsers, for which Hubpass is installed. */
async function installOn(kind: PlatformName, ...browsers: string[]) {
  const ground = await createTemporarySystem()
  const machine = hostEnvironments[kind]
  const home = hubpassHomes[kind]
  await ground.fileSystem.write(machine.program, 'the program', 0o644)
  for (const { browser, profile } of locationsOn(kind))
    if (browsers.includes(browser)) await ground.fileSystem.makeFolder(expandVariables(profile, machine))
  const registrations = planRegistrations({ machine, home, browsers })
  const install = () =>
    installCompanion({
      machine,
      system: ground,
      home,
      registrations,
      hubpassHome: undefined,
      extensionIds: [extensionId],
      dryRun: false,
    })
  const find = () => findInstallation(machine, ground, home)
  const examine = async () =>
    runChecks(createBrowserChecks(await find()), { signal: new AbortController().signal })
  return { ground, registrations, install, find, examine, [Symbol.asyncDispose]: ground[Symbol.asyncDispose] }
}

describe.each(platformNames)('on %s', kind => {
  it('is found for each browser, and all is well', async () => {
    await using user = await installOn(kind, 'chrome', 'firefox')
    await user.install()
    const { outcome: passed, locations: places } = await user.find()
    expect(passed).toEqual({ note: 'for chrome, firefox', warnings: [] })
    expect(places.every(({ isOurs }) => isOurs)).toBe(true)
    expect(await user.examine()).toMatchObject([
      { id: 'browser:chrome', state: 'passed' },
      { id: 'browser:firefox', state: 'passed' },
    ])
  })

  it('is not there', async () => {
    await using user = await installOn(kind, 'chrome')
    const found = await user.find()
    expect(found.outcome).toMatchObject({ warnings: [{ code: 'BROWSER_NOT_REGISTERED' }] })
    expect([...createCompanionChecks(found), ...createBrowserChecks(found)]).toEqual([])
  })

  it('lacks what somebody has taken away', async () => {
    await using user = await installOn(kind, 'firefox')
    await user.install()
    for (const { key, manifest } of user.registrations)
      if (key === undefined) await user.ground.fileSystem.remove(manifest)
      else await user.ground.registry.write(key, undefined)
    const missing = kind === 'win32' ? 'the key is not in the registry' : 'its manifest is not there'
    const [result] = await user.examine()
    expect(result).toMatchObject({ state: 'failed', finding: { code: 'REGISTRATION_BROKEN' } })
    expect(result?.finding?.message).toContain(missing)
  })

  it('belongs to somebody else, which is worth a word and no more', async () => {
    await using user = await installOn(kind, 'firefox')
    const manifest = '{"name":"hubpass.companion","path":"/opt/another"}'
    for (const registration of user.registrations) {
      await user.ground.fileSystem.write(registration.manifest, manifest, 0o644)
      if (registration.key !== undefined)
        await user.ground.registry.write(registration.key, registration.manifest)
    }
    const found = await user.find()
    expect(found.locations).toMatchObject([{ isOurs: false, browsers: 'firefox' }])
    expect(createCompanionChecks(found)).toEqual([])
    const [result] = await user.examine()
    expect(result).toMatchObject({ state: 'warned', finding: { code: 'REGISTRATION_BROKEN' } })
    expect(result?.finding?.message).toContain('"/opt/another"')
  })
})

it('names those browsers of a shared key that are there', async () => {
  await using user = await installOn('win32', 'brave', 'opera')
  await user.install()
  const { locations: places, outcome: passed } = await user.find()
  expect(places.map(({ browsers }) => browsers)).toEqual(['brave, opera'])
  expect(places.map(({ registration }) => locateRegistration(registration))).toEqual([
    'HKCU\\Software\\Google\\Chrome\\NativeMessagingHosts\\hubpass.companion',
  ])
  expect(passed.warnings).toEqual([])
})

it('remembers the folder of a --user-data-dir', async () => {
  await using user = await installOn('linux')
  const [machine, home] = [hostEnvironments.linux, hubpassHomes.linux]
  const registrations = planRegistrations({ machine, home, browsers: [], userDataDir: '/tmp/profile' })
  await installCompanion({
    machine,
    system: user.ground,
    home,
    registrations,
    hubpassHome: undefined,
    extensionIds: [extensionId],
    dryRun: false,
  })
  expect(await user.examine()).toMatchObject([{ id: 'browser:/tmp/profile', state: 'passed' }])
})
