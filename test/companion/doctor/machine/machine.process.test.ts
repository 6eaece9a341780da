import { chmod, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import packageJson from '../../../../package.json' with { type: 'json' }
import {
  type InstalledCompanion,
  machineIds,
  runDoctor,
  startInstalledCompanion,
  withState,
} from '../../../support/doctor-harness.ts'

/** Each row: the problem, how to cause it, the check that finds it, its code and a part of its message. */
it.each<[string, (machine: InstalledCompanion) => unknown, string, string, string]>([
  [
    'a missing manifest',
    ({ manifest }) => rm(manifest),
    'browser:chromium',
    'REGISTRATION_BROKEN',
    'does not exist',
  ],
  [
    'a manifest for another extension',
    ({ manifest }) => replaceIn(manifest, 'ccaabjbn', 'aaaaaaaa'),
    'browser:chromium',
    'REGISTRATION_BROKEN',
    'its manifest lacks "chrome-extension://ccaabjbn',
  ],
  [
    'an incomplete manifest',
    ({ manifest }) => writeFile(manifest, '{"name":'),
    'browser:chromium',
    'REGISTRATION_BROKEN',
    'not valid JSON',
  ],
  [
    'a launcher with a missing Node',
    ({ launcher }) => replaceIn(launcher, process.execPath, '/gone/node'),
    'companion',
    'LAUNCHER_BROKEN',
    'with the message "/gone/node: not found"',
  ],
  ['a missing launcher', ({ launcher }) => rm(launcher), 'companion', 'LAUNCHER_BROKEN', 'it does not exist'],
  [
    'a launcher that is not executable',
    ({ launcher }) => chmod(launcher, 0o600),
    'companion',
    'LAUNCHER_BROKEN',
    'your account has no permission',
  ],
  [
    'a launcher that prints text',
    ({ launcher }) => replaceIn(launcher, 'unset', 'echo hello\nunset'),
    'companion',
    'LAUNCHER_BROKEN',
    'something that is not a message',
  ],
])('reports %s', async (_, breakIt, id, code, message) => {
  await using machine = await startInstalledCompanion()
  await breakIt(machine)
  const report = await runDoctor(machine)
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

it('warns about an installed companion of another version', async () => {
  await using machine = await startInstalledCompanion()
  await replaceIn(join(machine.home, 'companion', 'program.mjs'), `=\`${packageJson.version}\``, '=`9.9.9`')
  const { check, code } = await runDoctor(machine)
  expect(code).toBe(0)
  expect(check('companion')).toMatchObject({
    state: 'warned',
    finding: { code: 'COMPANION_OUTDATED', details: { installed: '9.9.9', current: packageJson.version } },
  })
})

it('warns about an audit log and a data folder that cannot be written', async () => {
  await using machine = await startInstalledCompanion()
  const audit = join(machine.home, 'audit')
  await writeFile(audit, 'a file in the place of the folder')
  expect((await runDoctor(machine)).check('home')).toMatchObject({
    state: 'warned',
    finding: { code: 'FILE_NOT_WRITTEN', details: { path: audit } },
  })
  const below = join(audit, 'home')
  expect((await runDoctor({ ...machine, home: below })).check('home')).toMatchObject({
    state: 'warned',
    finding: {
      code: 'FILE_NOT_WRITTEN',
      details: { path: below, reason: 'a part of its path is not a folder' },
    },
  })
})

it('reports an invalid configuration and still checks the machine', async () => {
  await using machine = await startInstalledCompanion()
  await writeFile(machine.configuration, '{"version": 1,')
  for (const args of [[], ['acme']]) {
    const report = await runDoctor(machine, ...args)
    expect(report).toMatchObject({ code: 1, verdicts: [{ state: 'failed' }] })
    expect(report.check('configuration')).toMatchObject({
      state: 'failed',
      finding: { code: 'CONFIG_INVALID' },
    })
    expect(report.states.slice(1)).toEqual(withState(machineIds.slice(1), 'passed'))
  }
})

it('warns about a configuration that others can change', async () => {
  await using machine = await startInstalledCompanion()
  await chmod(machine.configuration, 0o664)
  expect((await runDoctor(machine)).check('configuration')).toMatchObject({
    state: 'warned',
    finding: { code: 'FILE_EXPOSED', details: { rights: '664' } },
  })
})

const exposures: [string, (machine: InstalledCompanion) => string, number][] = [
  ['the data folder', ({ home }) => home, 0o777],
  ['a folder above it', ({ home }) => dirname(home), 0o777],
  ['the folder of the companion', ({ home }) => join(home, 'companion'), 0o770],
  ['the program', ({ home }) => join(home, 'companion', 'program.mjs'), 0o666],
  ['the launcher', ({ launcher }) => launcher, 0o775],
  ['the installation record', ({ home }) => join(home, 'companion', 'installed.json'), 0o622],
  ['the manifest', ({ manifest }) => manifest, 0o666],
  ['the folder of the manifest', ({ manifest }) => dirname(manifest), 0o757],
]

it.skipIf(process.platform === 'win32').each(exposures)(
  'warns if other users can change %s',
  async (_, toPath, mode) => {
    await using machine = await startInstalledCompanion()
    const path = toPath(machine)
    await chmod(path, mode)
    expect((await runDoctor(machine)).check('rights')).toMatchObject({
      state: 'warned',
      finding: {
        code: 'FILE_EXPOSED',
        message: `Other users of this machine can change ${path} (permissions ${mode.toString(8)}).`,
        details: { path, rights: mode.toString(8), access: 'write' },
      },
    })
  },
)

it('names the variables of the shell that change Node', async () => {
  await using machine = await startInstalledCompanion()
  const env = { ...machine.env, NODE_OPTIONS: '--no-deprecation', NODE_PATH: '/modules', NODE_DEBUG: '' }
  const { check } = await runDoctor({ ...machine, env })
  expect(check('environment')).toMatchObject({
    state: 'warned',
    finding: { code: 'NODE_VARIABLES_SET', details: { variables: ['NODE_OPTIONS', 'NODE_PATH'] } },
  })
  expect(check('environment')?.finding?.message).toContain('NODE_OPTIONS and NODE_PATH')
})

it('warns about a browser that was installed later', async () => {
  await using machine = await startInstalledCompanion()
  await writeFile(join(machine.env?.PATH ?? '', 'firefox'), '', { mode: 0o755 })
  expect((await runDoctor(machine)).check('installation')).toMatchObject({
    state: 'warned',
    finding: { code: 'BROWSER_NOT_REGISTERED', details: { browsers: ['firefox'] } },
  })
})

async function replaceIn(path: string, from: string, to: string): Promise<void> {
  const text = await readFile(path, 'utf8')
  expect(text.includes(from), `${path} has ${from}`).toBe(true)
  await writeFile(path, text.replaceAll(from, to))
}
