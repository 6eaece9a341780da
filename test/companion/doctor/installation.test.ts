import { describe, expect, it } from 'vitest'
import { extensionId } from '#protocol/limits'
import { browserChecks } from '../../../companion/doctor/machine/browsers.ts'
import { companionCheck } from '../../../companion/doctor/machine/companion.ts'
import { findInstallation } from '../../../companion/doctor/machine/installation.ts'
import { runChecks } from '../../../companion/doctor/runner.ts'
import { placesOn } from '../../../companion/install/browsers/index.ts'
import { installCompanion } from '../../../companion/install/install.ts'
import { expand } from '../../../companion/install/machine.ts'
import { placeOf, registrationsFor } from '../../../companion/install/plan.ts'
import { temporaryGround } from '../install/fixtures/ground.ts'
import { homes, type Kind, kinds, machines } from '../install/fixtures/machines.ts'

/** A machine with these browsers, for which Hubpass is installed. */
async function startOn(kind: Kind, ...browsers: string[]) {
  const ground = await temporaryGround()
  const machine = machines[kind]
  const home = homes[kind]
  await ground.disk.write(machine.program, 'the program', 0o644)
  for (const { browser, profile } of placesOn(kind))
    if (browsers.includes(browser)) await ground.disk.makeFolder(expand(profile, machine))
  const registrations = registrationsFor({ machine, home, browsers })
  const install = () =>
    installCompanion({
      machine,
      ground,
      home,
      registrations,
      hubpassHome: undefined,
      extensionIds: [extensionId],
      dryRun: false,
    })
  const find = () => findInstallation(machine, ground, home)
  const examine = async () => runChecks(browserChecks(await find()), { signal: new AbortController().signal })
  return { ground, registrations, install, find, examine, [Symbol.asyncDispose]: ground[Symbol.asyncDispose] }
}

describe.each(kinds)('on %s', kind => {
  it('is found for each browser, and all is well', async () => {
    await using user = await startOn(kind, 'chrome', 'firefox')
    await user.install()
    const { passed, places } = await user.find()
    expect(passed).toEqual({ note: 'for chrome, firefox', warnings: [] })
    expect(places.every(({ isOurs }) => isOurs)).toBe(true)
    expect(await user.examine()).toMatchObject([
      { id: 'browser:chrome', state: 'passed' },
      { id: 'browser:firefox', state: 'passed' },
    ])
  })

  it('is not there', async () => {
    await using user = await startOn(kind, 'chrome')
    const found = await user.find()
    expect(found.passed).toMatchObject({ warnings: [{ code: 'BROWSER_NOT_REGISTERED' }] })
    expect([...companionCheck(found), ...browserChecks(found)]).toEqual([])
  })

  it('lacks what somebody has taken away', async () => {
    await using user = await startOn(kind, 'firefox')
    await user.install()
    for (const { key, manifest } of user.registrations)
      if (key === undefined) await user.ground.disk.remove(manifest)
      else await user.ground.registry.write(key, undefined)
    const missing = kind === 'win32' ? 'the key is not in the registry' : 'its manifest is not there'
    const [result] = await user.examine()
    expect(result).toMatchObject({ state: 'failed', finding: { code: 'REGISTRATION_BROKEN' } })
    expect(result?.finding?.message).toContain(missing)
  })

  it('belongs to somebody else, which is worth a word and no more', async () => {
    await using user = await startOn(kind, 'firefox')
    const manifest = '{"name":"hubpass.companion","path":"/opt/another"}'
    for (const registration of user.registrations) {
      await user.ground.disk.write(registration.manifest, manifest, 0o644)
      if (registration.key !== undefined)
        await user.ground.registry.write(registration.key, registration.manifest)
    }
    const found = await user.find()
    expect(found.places).toMatchObject([{ isOurs: false, browsers: 'firefox' }])
    expect(companionCheck(found)).toEqual([])
    const [result] = await user.examine()
    expect(result).toMatchObject({ state: 'warned', finding: { code: 'REGISTRATION_BROKEN' } })
    expect(result?.finding?.message).toContain('"/opt/another"')
  })
})

it('names those browsers of a shared key that are there', async () => {
  await using user = await startOn('win32', 'brave', 'opera')
  await user.install()
  const { places, passed } = await user.find()
  expect(places.map(({ browsers }) => browsers)).toEqual(['brave, opera'])
  expect(places.map(({ registration }) => placeOf(registration))).toEqual([
    'HKCU\\Software\\Google\\Chrome\\NativeMessagingHosts\\hubpass.companion',
  ])
  expect(passed.warnings).toEqual([])
})

it('remembers the folder of a --user-data-dir', async () => {
  await using user = await startOn('linux')
  const [machine, home] = [machines.linux, homes.linux]
  const registrations = registrationsFor({ machine, home, browsers: [], userDataDir: '/tmp/profile' })
  await installCompanion({
    machine,
    ground: user.ground,
    home,
    registrations,
    hubpassHome: undefined,
    extensionIds: [extensionId],
    dryRun: false,
  })
  expect(await user.examine()).toMatchObject([{ id: 'browser:/tmp/profile', state: 'passed' }])
})
