import { chmod, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import packageJson from '../../../../package.json' with { type: 'json' }
import {
  allInState,
  type InstalledCompanion,
  machineIds,
  runDoctor,
  startInstalledCompanion,
} from '../../../support/doctor-harness.ts'

/** Each row: what is wrong, how it is done, the check that finds it, its code and a part of its message. */
it.each<[string, (patient: InstalledCompanion) => unknown, string, string, string]>([
  [
    'a manifest that is gone',
    ({ manifest }) => rm(manifest),
    'browser:chromium',
    'REGISTRATION_BROKEN',
    'is not there',
  ],
  [
    'a manifest for another extension',
    ({ manifest }) => replaceIn(manifest, 'ccaabjbn', 'aaaaaaaa'),
    'browser:chromium',
    'REGISTRATION_BROKEN',
    'allowed_origins of its manifest lack "chrome-extension://ccaabjbn',
  ],
  [
    'a manifest cut in half',
    ({ manifest }) => writeFile(manifest, '{"name":'),
    'browser:chromium',
    'REGISTRATION_BROKEN',
    'not valid JSON',
  ],
  [
    'a launcher whose Node is gone',
    ({ launcher }) => replaceIn(launcher, process.execPath, '/gone/node'),
    'companion',
    'LAUNCHER_BROKEN',
    'said "/gone/node: not found"',
  ],
  [
    'a launcher that is gone',
    ({ launcher }) => rm(launcher),
    'companion',
    'LAUNCHER_BROKEN',
    'it does not exist',
  ],
  [
    'a launcher that may not be run',
    ({ launcher }) => chmod(launcher, 0o600),
    'companion',
    'LAUNCHER_BROKEN',
    'your account has no permission',
  ],
  [
    'a launcher that prints something else',
    ({ launcher }) => replaceIn(launcher, 'unset', 'echo hello\nunset'),
    'companion',
    'LAUNCHER_BROKEN',
    'something that is no message',
  ],
])('tells %s', async (_, spoil, id, code, message) => {
  await using patient = await startInstalledCompanion()
  await spoil(patient)
  const report = await runDoctor(patient)
  expect(report).toMatchObject({ code: 1, healthy: false })
  expect(report.check(id)).toMatchObject({ state: 'failed', finding: { code } })
  expect(report.check(id)?.finding?.message).toContain(message)
  expect(report.check(id)?.finding?.remedy).toContain('"hubpass install" again')
  expect(report.verdicts).toMatchObject([
    { site: 'acme', state: 'passed', sentence: 'acme is ready from the command line.' },
    { state: 'failed', sentence: expect.stringContaining('This machine is not ready: ') },
  ])
  if (id === 'companion') expect(report.check('browser:chromium')).toMatchObject({ state: 'skipped' })
})

it('warns of an installed companion that is another version', async () => {
  await using patient = await startInstalledCompanion()
  await replaceIn(join(patient.home, 'companion', 'hubpass.mjs'), `=\`${packageJson.version}\``, '=`9.9.9`')
  const { check, code } = await runDoctor(patient)
  expect(code).toBe(0)
  expect(check('companion')).toMatchObject({
    state: 'warned',
    finding: { code: 'COMPANION_OUTDATED', details: { installed: '9.9.9', current: packageJson.version } },
  })
})

it('warns of an audit log and a home that cannot be written', async () => {
  await using patient = await startInstalledCompanion()
  const audit = join(patient.home, 'audit')
  await writeFile(audit, 'a file in the place of the folder')
  expect((await runDoctor(patient)).check('home')).toMatchObject({
    state: 'warned',
    finding: { code: 'FILE_NOT_WRITTEN', details: { path: audit } },
  })
  const below = join(audit, 'home')
  expect((await runDoctor({ ...patient, home: below })).check('home')).toMatchObject({
    state: 'warned',
    finding: {
      code: 'FILE_NOT_WRITTEN',
      details: { path: below, reason: 'a part of its path is not a folder' },
    },
  })
})

it('takes a broken configuration for a finding, and looks at the machine all the same', async () => {
  await using patient = await startInstalledCompanion()
  await writeFile(patient.configuration, '{"version": 1,')
  for (const args of [[], ['acme']]) {
    const report = await runDoctor(patient, ...args)
    expect(report).toMatchObject({ code: 1, verdicts: [{ state: 'failed' }] })
    expect(report.check('configuration')).toMatchObject({
      state: 'failed',
      finding: { code: 'CONFIG_INVALID' },
    })
    expect(report.states.slice(1)).toEqual(allInState(machineIds.slice(1), 'passed'))
  }
})

it('warns of a configuration that others may change', async () => {
  await using patient = await startInstalledCompanion()
  await chmod(patient.configuration, 0o664)
  expect((await runDoctor(patient)).check('configuration')).toMatchObject({
    state: 'warned',
    finding: { code: 'FILE_EXPOSED', details: { rights: '664' } },
  })
})

it('warns of a browser that came later', async () => {
  await using patient = await startInstalledCompanion()
  await writeFile(join(patient.env?.PATH ?? '', 'firefox'), '', { mode: 0o755 })
  expect((await runDoctor(patient)).check('installation')).toMatchObject({
    state: 'warned',
    finding: { code: 'BROWSER_NOT_REGISTERED', details: { browsers: ['firefox'] } },
  })
})

async function replaceIn(path: string, from: string, to: string): Promise<void> {
  const text = await readFile(path, 'utf8')
  expect(text.includes(from), `${path} has ${from}`).toBe(true)
  await writeFile(path, text.replaceAll(from, to))
}
