import { expect, it } from 'vitest'
import { startCompanionWithQlik } from '../../support/companion-harness.ts'
import { runForError, runForResult, runHubpass } from '../../support/run-hubpass.ts'
import { runHubpassInTerminal } from '../../support/run-hubpass-in-terminal.ts'
import { siteConfigFor, writeConfig } from '../../support/site-config.ts'

const sessionId = 'the-id-of-a-session-that-ends'

it('short flags stand for the long ones', async () => {
  await using harness = await startCompanionWithQlik()
  const line = [
    'login',
    '-s',
    'acme',
    '-p',
    'sales',
    '-u',
    'DOMAIN\\User1',
    '-a',
    'group=HR',
    '-a',
    'group=IT',
  ]
  const { stdout } = await runHubpass(harness, ...line, '-o', 'json')
  expect(JSON.parse(stdout)).toMatchObject({
    ok: true,
    result: {
      session: { attributes: [{ value: 'HR' }, { value: 'IT' }] },
      virtualProxy: { prefix: 'sales' },
    },
  })
})

it.each([
  [['-o', 'yaml'], '"yaml"'],
  [['--output=xml'], '"xml"'],
  [['-o'], '""'],
])('refuses the output format of %j', async (args, received) => {
  await using harness = await startCompanionWithQlik()
  const error = await runForError(harness, 'site', 'list', ...args)
  expect(error).toMatchObject({ code: 'BAD_REQUEST', exitCode: 2 })
  expect(error.message).toContain(received)
})

it('--verbose shows each request without secrets, and --json stays one document', async () => {
  await using harness = await startCompanionWithQlik()
  await runForResult(harness, 'login', 'acme', '-u', 'DOMAIN\\User1', '--session-id', sessionId)
  const { stdout, stderr } = await runHubpass(
    harness,
    'session',
    'end',
    'acme',
    sessionId,
    '--verbose',
    '--json',
  )
  expect(JSON.parse(stdout)).toMatchObject({ ok: true })
  const { qps } = harness.qlik
  expect(stderr).toMatch(
    new RegExp(
      `^> DELETE ${qps}/qps/session/the-…\\n< 200 after \\d+ ms: DELETE ${qps}/qps/session/the-…\\n$`,
    ),
  )
  const login = await runHubpass(harness, 'login', 'acme', '-u', 'DOMAIN\\User1', '--verify', '--verbose')
  expect(login.stderr).toContain(`> POST ${qps}/qps/session\n`)
  expect(login.stderr).toContain(`> GET ${harness.qlik.hub}/qps/user\n`)
  expect(login.stderr).not.toContain(harness.qlik.sessions[0]?.sessionId)
  await writeConfig(harness.home, siteConfigFor(harness.qlik, { qps: 'localhost:1' }))
  const failed = await runHubpass(harness, 'session', 'list', '--verbose')
  expect(failed.stderr).toMatch(/^< no answer after \d+ ms: GET https:\/\/localhost:1\/qps\/session$/m)
})

it('--quiet prints neither warnings nor hints, but errors', async () => {
  await using harness = await startCompanionWithQlik()
  await writeConfig(harness.home, siteConfigFor(harness.qlik, { qrs: 'localhost:1' }))
  const login = await runHubpass(harness, 'login', '-u', 'DOMAIN\\User1', '-q')
  expect(login).toMatchObject({ code: 0, stderr: '', stdout: expect.not.stringContaining('Next:') })
  expect(login.stdout).toContain('Cookie: ')
  const error = await runHubpass(harness, 'login', '-u', 'nobody', '--quiet')
  expect(error).toMatchObject({ code: 2, stderr: expect.stringContaining('"nobody"') })
})

it.skipIf(process.platform !== 'linux').each([
  ['y\n', 0, []],
  ['n\n', 130, [sessionId]],
  ['\n', 130, [sessionId]],
  ['\u0004', 130, [sessionId]],
  ['\u0003', 130, [sessionId]],
])('asks in a terminal before it ends a session: %j', async (answer, code, left) => {
  await using harness = await startCompanionWithQlik()
  harness.qlik.addSession({ userDirectory: 'DOMAIN', userId: 'User1', sessionId })
  const result = await runHubpassInTerminal(harness, answer, 'session', 'end', 'acme', sessionId)
  expect(result.screen).toContain('End the session the-… on the default virtual proxy of acme? [y/N]')
  expect(result.code).toBe(code)
  expect(harness.qlik.sessions.map(session => session.sessionId)).toEqual(left)
})

it.skipIf(process.platform !== 'linux').each([
  ['user logout', ['acme', 'DOMAIN\\User1'], 'End all sessions of DOMAIN\\User1'],
  ['session end', ['acme', sessionId], 'End the session the-…'],
  ['site remove', ['acme'], 'Remove the site acme?'],
])('asks in a terminal before %s', async (command, args, question) => {
  const line = [...command.split(' '), ...args]
  await using harness = await startCompanionWithQlik()
  harness.qlik.addSession({ userDirectory: 'DOMAIN', userId: 'User1', sessionId })
  const refused = await runHubpassInTerminal(harness, 'n\n', ...line)
  expect(refused).toMatchObject({ code: 130, screen: expect.stringContaining(question) })
  expect(refused.screen).toContain('Nothing changed')
  expect(refused.screen).not.toMatch(/\brun\b.*canceled|canceled the run/)
  expect(harness.qlik.requests).toEqual([])
  const accepted = await runHubpassInTerminal(harness, '', ...line, '--yes')
  expect(accepted).toMatchObject({ code: 0, screen: expect.not.stringContaining('[y/N]') })
})

it.skipIf(process.platform !== 'linux').each([
  ['session end', ['acmee', sessionId], 3],
  ['user logout', ['acmee', 'DOMAIN\\User1'], 3],
  ['site remove', ['acmee'], 3],
  ['uninstall', ['--browser', 'netscape'], 2],
])('reports what is wrong with %s without a question', async (command, args, code) => {
  const line = [...command.split(' '), ...args]
  await using harness = await startCompanionWithQlik()
  const result = await runHubpassInTerminal(harness, 'y\n', ...line)
  expect(result).toMatchObject({ code, screen: expect.not.stringContaining('[y/N]') })
})

it.skipIf(process.platform !== 'linux')('uninstall names the browsers in its question', async () => {
  await using harness = await startCompanionWithQlik()
  const all = await runHubpassInTerminal(harness, 'n\n', 'uninstall')
  expect(all.screen).toContain('Remove the companion from all browsers? [y/N]')
  expect(all.screen).toContain('Nothing changed')
  const some = await runHubpassInTerminal(harness, 'n\n', 'uninstall', '--browser', 'chrome', 'edge')
  expect(some.screen).toContain('Remove the companion from chrome, edge? [y/N]')
})

it.skipIf(process.platform !== 'linux')('a canceled prompt speaks of the command, not of a run', async () => {
  await using harness = await startCompanionWithQlik()
  const whoami = await runHubpassInTerminal(harness, '\u0003', 'whoami', 'acme')
  expect(whoami).toMatchObject({ code: 130, screen: expect.stringContaining('You canceled the command.') })
})

it.skipIf(process.platform !== 'linux')('--json has indentation in a terminal only', async () => {
  await using harness = await startCompanionWithQlik()
  const { screen } = await runHubpassInTerminal(harness, '', 'version', '--json')
  expect(screen.replaceAll('\r', '')).toMatch(/^\{\n {2}"ok": true,\n {2}"result": \{\n/)
  expect((await runHubpass(harness, 'version', '--json')).stdout.trim()).not.toContain('\n')
})

it.skipIf(process.platform !== 'linux')('--no-color uses no colors in a terminal', async () => {
  await using harness = await startCompanionWithQlik()
  const env = { TERM: 'xterm-256color' }
  const colorStart = '\u001b['
  expect((await runHubpassInTerminal({ ...harness, env }, '', 'doctor', 'acme')).screen).toContain(colorStart)
  const plain = await runHubpassInTerminal({ ...harness, env }, '', 'doctor', 'acme', '--no-color')
  expect(plain.screen).not.toContain(colorStart)
})
