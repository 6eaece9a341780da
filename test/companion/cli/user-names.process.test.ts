import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readAuditFiles } from '../../support/audit-log.ts'
import { startCompanionWithQlik } from '../../support/companion-harness.ts'
import { runForError, runForResult, runHubpass } from '../../support/run-hubpass.ts'
import { siteConfigFor, writeConfig } from '../../support/site-config.ts'

const keptQuotes = [
  "'DOMAIN\\User1'",
  '‘DOMAIN\\User1’',
  '“DOMAIN\\User1”',
  '„DOMAIN\\User1“',
  '«DOMAIN\\User1»',
  '"DOMAIN\\User1"',
  '`DOMAIN\\User1`',
]

const commandsForUser = (user: string): string[][] => [
  ['login', 'acme', '--user', user],
  ['login', 'acme', `--user=${user}`],
  ['session', 'list', 'acme', '--user', user],
  ['user', 'logout', 'acme', user],
  ['audit', '--user', user],
  ['site', 'add', 'other', '--hub', 'https://qlik.acme.com', '--users', user, '--force', '--pem', '.'],
]

it.each(keptQuotes)('every command rejects %s, whose quotes the shell has kept', async user => {
  await using harness = await startCompanionWithQlik()
  for (const args of commandsForUser(user)) {
    const error = await runForError(harness, ...args)
    expect(error).toMatchObject({ code: 'BAD_REQUEST', exitCode: 2 })
    expect(error.message).toContain('the shell did not remove the quotation mark')
    expect(error.remedy).toContain('double quotes')
  }
  expect(harness.qlik.requests).toEqual([])
})

it.each([
  ['--user', ['login', 'acme', '--user', "'DOMAIN\\Test", "User1'"]],
  ['--attribute', ['login', 'acme', '--user', 'DOMAIN\\User1', '--attribute', "'group=HR'"]],
  ['--attribute', ['login', 'acme', '--user', 'DOMAIN\\User1', '--attribute', "'group=Human", "Resources'"]],
  ['--session-id', ['login', 'acme', '--user', 'DOMAIN\\User1', '--session-id', "'a-long-session-id'"]],
  ['--tls-server-name', ['site', 'add', 'x', '--hub', 'https://h', '--tls-server-name', "'name'"]],
  ['--pem', ['site', 'add', 'x', '--hub', 'https://h', '--pem', "'./my", "certificates'"]],
  ['Argument', ['session', 'end', 'acme', "'a-long-session-id'"]],
])('rejects kept quotes of %s without repeating the value (%j)', async (field, args) => {
  await using harness = await startCompanionWithQlik()
  const error = await runForError(harness, ...args)
  expect(error).toMatchObject({ code: 'BAD_REQUEST', details: { field, received: '(not shown)' } })
  expect(error.output).not.toContain('a-long-session-id')
  expect(harness.qlik.requests).toEqual([])
})

it('accepts apostrophes inside a name and at its start', async () => {
  await using harness = await startCompanionWithQlik()
  for (const userId of ["O'Brien", "'t Hart", 'O’Brien'])
    expect(await runForResult(harness, 'login', 'acme', '--user', `DOMAIN\\${userId}`)).toMatchObject({
      session: { userId },
    })
})

it.each([
  ['DOMAIN\\User1\u200b', 'U+200B'],
  ['DOMAIN\\\u200eUser1', 'U+200E'],
  ['DOMAIN\\User1\u00ad', 'U+00AD'],
  ['\ufeffDOMAIN\\User1', 'U+FEFF'],
  ['DOMAIN\\\u2066User1\u2069', 'U+2066'],
  ['DOMAIN\\User1\u{e0041}', 'U+E0041'],
  ['DOMAIN\\M\ufffdller', 'U+FFFD'],
  ['DOMAIN\\User1\u0085', 'control characters'],
  ['..\\session', 'between slashes'],
  ['DOMAIN\\..', 'between slashes'],
  ['TESTING_1/../DOMAIN\\User1', 'between slashes'],
])('every command names what is wrong with the user %j', async (user, reason) => {
  await using harness = await startCompanionWithQlik()
  for (const args of [
    ['login', 'acme', '--user', user],
    ['session', 'list', 'acme', '--user', user],
    ['user', 'logout', 'acme', user],
    ['user', 'logout', 'limited', user],
  ]) {
    const error = await runForError(harness, ...args)
    expect(error).toMatchObject({ code: 'IDENTITY_INVALID', exitCode: 2 })
    expect(error.message).toContain(reason)
  }
  expect(harness.qlik.requests).toEqual([])
})

it.each(['TESTING_*\\*\u200b', 'TEST\ufffdNG\\*', 'TESTING\\\u202e*', "TESTING_*\\*'", 'TESTING\\\u0007*'])(
  'rejects the pattern %j, which would match nobody',
  async pattern => {
    await using harness = await startCompanionWithQlik()
    const add = ['site', 'add', 'other', '--hub', 'https://qlik.acme.com', '--pem', '.', '--force']
    for (const args of [
      [...add, '--users', pattern],
      ['audit', '--user', pattern],
    ])
      expect(await runForError(harness, ...args)).toMatchObject({ code: 'BAD_REQUEST', exitCode: 2 })
    await writeConfig(harness.home, siteConfigFor(harness.qlik, { users: [pattern] }))
    const error = await runForError(harness, 'login', 'acme', '--user', 'DOMAIN\\User1')
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', exitCode: 3 })
    expect(error.message).toContain('sites.0.users.0')
    expect(harness.qlik.requests).toEqual([])
  },
)

it('takes blanks around a pattern off', async () => {
  await using harness = await startCompanionWithQlik()
  const args = ['--hub', 'https://qlik.acme.com', '--pem', '.', '--force', '--users', ' TESTING_*\\* ']
  await runForResult(harness, 'site', 'add', 'other', ...args)
  const config: unknown = JSON.parse(await readFile(join(harness.home, 'config.json'), 'utf8'))
  expect(config).toMatchObject({ sites: [{}, {}, { users: ['TESTING_*\\*'] }] })
})

it('proposes no command with a text that a shell would run', async () => {
  await using harness = await startCompanionWithQlik()
  const dangerous = '$(touch x);`id`&calc'
  const { stderr } = await runHubpass(harness, 'session', 'end', dangerous, 'abc…', '--prefix', dangerous)
  expect(stderr).toContain('session list … --prefix … --show-ids')
  const hub = `https://qlik.acme.com/${dangerous}/hub`
  const error = await runForError(harness, 'site', 'add', 'x', '--hub', hub, '--pem', '.')
  expect(error.remedy).toContain('"hubpass login --prefix …"')
})

it.each([
  ['composed', 'Z\u00fcrich', 'Zu\u0308rich'],
  ['decomposed', 'Zu\u0308rich', 'Z\u00fcrich'],
])(
  'login sends a %s name as it was typed, and a pattern in the other form does not allow it',
  async (_, typed, other) => {
    await using harness = await startCompanionWithQlik()
    await writeConfig(
      harness.home,
      siteConfigFor(harness.qlik, { users: [`DOMAIN\\${typed}`] }),
      siteConfigFor(harness.qlik, { id: 'other', users: [`DOMAIN\\${other}`] }),
    )
    await runForResult(harness, 'login', 'acme', '--user', `DOMAIN\\${typed}`)
    expect(harness.qlik.sessions).toMatchObject([{ userId: typed }])
    expect((await readAuditFiles(harness.home)).map(({ user }) => user)).toContain(`DOMAIN\\${typed}`)
    expect(await runForError(harness, 'login', 'other', '--user', `DOMAIN\\${typed}`)).toMatchObject({
      code: 'USER_NOT_ALLOWED',
    })
  },
)
