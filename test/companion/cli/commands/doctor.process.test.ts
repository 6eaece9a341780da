import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import {
  allInState,
  machineIds,
  qpsIds,
  qrsIds,
  runDoctor,
  startInstalledCompanion,
} from '../../../support/doctor-harness.ts'
import { runForError, runHubpass } from '../../../support/run-hubpass.ts'
import { runHubpassInTerminal } from '../../../support/run-hubpass-in-terminal.ts'
import { siteConfigFor } from '../../../support/site-config.ts'
import { createTemporaryHome } from '../../../support/temporary-home.ts'

it('finds nothing wrong where nothing is', async () => {
  await using patient = await startInstalledCompanion()
  const report = await runDoctor(patient, 'acme')
  expect(report).toMatchObject({
    code: 0,
    stderr: '',
    healthy: true,
    verdicts: [{ site: 'acme', state: 'passed', sentence: 'acme is ready.' }],
  })
  expect(report.states).toEqual(
    allInState([...machineIds, 'credential', ...qpsIds, 'hub', ...qrsIds], 'passed'),
  )
  expect(report.check('companion')?.note).toContain(`Node ${process.versions.node}`)
  expect(report.check('client-certificate')?.note).toBe('accepted; without one the door is closed')
  expect(report.check('proxy-node')?.note).toBe('hub and QPS are both Central (localhost)')
})

it('answers in one sentence, and says one line for each check', async () => {
  await using patient = await startInstalledCompanion()
  const { code, stdout, stderr } = await runHubpass(patient, 'doctor')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const [verdict, machine, site] = stdout.trim().split('\n\n')
  expect(verdict).toBe('acme is ready.')
  expect(machine?.split('\n')).toHaveLength(1 + machineIds.length)
  expect(site?.split('\n')).toHaveLength(1 + 1 + qpsIds.length + 1 + qrsIds.length)
  expect(stdout).not.toContain('\u001b')
  expect(stdout).not.toContain('Do:')
})

it('says what to do first where there is nothing yet', async () => {
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

it('does not know a site that is not there', async () => {
  await using patient = await startInstalledCompanion()
  expect(await runForError(patient, 'doctor', 'nowhere')).toMatchObject({ code: 'SITE_UNKNOWN', exitCode: 3 })
})

it('checks every site, and each for itself', async () => {
  await using patient = await startInstalledCompanion()
  const sites = [
    siteConfigFor(patient.qlik),
    siteConfigFor(patient.qlik, { id: 'other', qps: 'localhost:1' }),
  ]
  await writeFile(patient.configuration, JSON.stringify({ version: 1, sites }), { mode: 0o600 })
  const report = await runDoctor(patient)
  expect(report.verdicts).toMatchObject([
    { site: 'acme', state: 'passed' },
    { site: 'other', state: 'failed' },
  ])
  const { stdout, code } = await runHubpass(patient, 'doctor')
  expect(code).toBe(1)
  expect(stdout).toMatch(
    /^acme is ready\.\nother cannot sign in: localhost:1 refused the connection\.\nDo: Check/,
  )
})

it('ends when it is told to', async () => {
  await using patient = await startInstalledCompanion()
  const silence = await patient.qlik.fault('silent', { endpoint: 'qps' })
  const told = await runHubpass(
    {
      ...patient,
      onStart: child => void silence.reached.then(() => child.kill('SIGINT')),
    },
    'doctor',
  )
  expect(told).toMatchObject({ code: 130, stdout: '' })
})

it('has colours on a terminal, unless they are not wanted, and says what it waits for', async () => {
  await using patient = await startInstalledCompanion()
  const surroundings = { ...patient, env: { ...patient.env, TERM: 'xterm-256color', PATH: process.env.PATH } }
  await patient.qlik.fault('slow', { endpoint: 'qps', path: 'alive', times: 1, ms: 1_500 })
  const { screen, code } = await runHubpassInTerminal(surroundings, '', 'doctor', 'acme')
  expect(code).toBe(0)
  expect(screen).toContain('Checking acme: Client certificate …\r\u001b[K')
  expect(screen).toContain('\u001b[32macme is ready.\u001b[39m')
  const plain = { ...surroundings, env: { ...surroundings.env, NO_COLOR: '1' } }
  expect((await runHubpassInTerminal(plain, '', 'doctor', 'acme')).screen).toMatch(/^acme is ready\.\r\n/)
})
