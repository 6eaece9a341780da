import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import {
  machineIds,
  qpsIds,
  qrsIds,
  runDoctor,
  startInstalledCompanion,
  withState,
} from '../../../support/doctor-harness.ts'
import { runForError, runHubpass } from '../../../support/run-hubpass.ts'
import { runHubpassInTerminal } from '../../../support/run-hubpass-in-terminal.ts'
import { siteConfigFor } from '../../../support/site-config.ts'
import { createTemporaryHome } from '../../../support/temporary-home.ts'

it('reports a machine and a site without problems as ready', async () => {
  await using machine = await startInstalledCompanion()
  const report = await runDoctor(machine, 'acme')
  expect(report).toMatchObject({
    code: 0,
    stderr: '',
    healthy: true,
    verdicts: [{ site: 'acme', state: 'passed', sentence: 'acme is ready.' }],
  })
  expect(report.states).toEqual(
    withState([...machineIds, 'credential', ...qpsIds, 'hub', ...qrsIds], 'passed'),
  )
  expect(report.check('companion')?.note).toContain(`Node ${process.versions.node}`)
  expect(report.check('client-certificate')?.note).toBe('accepted; required by the server')
  expect(report.check('proxy-node')?.note).toBe('hub and QPS are on the node Central (localhost)')
})

it('prints the answer in one sentence and a line for each check', async () => {
  await using machine = await startInstalledCompanion()
  const { code, stdout, stderr } = await runHubpass(machine, 'doctor')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const [verdict, machineLines, siteLines] = stdout.trim().split('\n\n')
  expect(verdict).toBe('acme is ready.')
  expect(machineLines?.split('\n')).toHaveLength(1 + machineIds.length)
  expect(siteLines?.split('\n')).toHaveLength(1 + 1 + qpsIds.length + 1 + qrsIds.length)
  expect(stdout).not.toContain('\u001b')
  expect(stdout).not.toContain('Do:')
})

it('prints the first step if nothing is configured', async () => {
  await using home = await createTemporaryHome()
  const env = { HOME: home.path, XDG_CONFIG_HOME: join(home.path, '.config'), PATH: home.path }
  const report = await runDoctor({ home: home.path, env })
  expect(report).toMatchObject({ code: 0, verdicts: [{ state: 'warned' }] })
  expect(report.verdicts[0]).toMatchObject({
    sentence: expect.stringContaining('No site is configured yet'),
    remedy: expect.stringContaining('hubpass site add'),
  })
  expect(report.check('installation')).toMatchObject({
    state: 'warned',
    finding: { code: 'BROWSER_NOT_REGISTERED', details: { browsers: [] } },
  })
})

it('rejects an unknown site', async () => {
  await using machine = await startInstalledCompanion()
  expect(await runForError(machine, 'doctor', 'nowhere')).toMatchObject({ code: 'SITE_UNKNOWN', exitCode: 3 })
})

it('checks every site separately', async () => {
  await using machine = await startInstalledCompanion()
  const sites = [
    siteConfigFor(machine.qlik),
    siteConfigFor(machine.qlik, { id: 'other', qps: 'localhost:1' }),
  ]
  await writeFile(machine.configuration, JSON.stringify({ version: 1, sites }), { mode: 0o600 })
  const report = await runDoctor(machine)
  expect(report.verdicts).toMatchObject([
    { site: 'acme', state: 'passed' },
    { site: 'other', state: 'failed' },
  ])
  const { stdout, code } = await runHubpass(machine, 'doctor')
  expect(code).toBe(1)
  expect(stdout).toMatch(
    /^acme is ready\.\nother cannot sign in: localhost:1 refused the connection\.\nDo: Check/,
  )
})

it('exits with 130 on Ctrl-C', async () => {
  await using machine = await startInstalledCompanion()
  const silence = await machine.qlik.fault('silent', { endpoint: 'qps' })
  const output = await runHubpass(
    {
      ...machine,
      onStart: child => void silence.reached.then(() => child.kill('SIGINT')),
    },
    'doctor',
  )
  expect(output).toMatchObject({ code: 130, stdout: '' })
})

it('prints colors and progress on a terminal, and no colors with NO_COLOR', async () => {
  await using machine = await startInstalledCompanion()
  const environment = { ...machine, env: { ...machine.env, TERM: 'xterm-256color', PATH: process.env.PATH } }
  await machine.qlik.fault('slow', { endpoint: 'qps', path: 'alive', times: 1, ms: 1_500 })
  const { screen, code } = await runHubpassInTerminal(environment, '', 'doctor', 'acme')
  expect(code).toBe(0)
  expect(screen).toContain('Checking acme: Client certificate …\r\u001b[K')
  expect(screen).toContain('\u001b[32macme is ready.\u001b[39m')
  const plain = { ...environment, env: { ...environment.env, NO_COLOR: '1' } }
  expect((await runHubpassInTerminal(plain, '', 'doctor', 'acme')).screen).toMatch(/^acme is ready\.\r\n/)
})
