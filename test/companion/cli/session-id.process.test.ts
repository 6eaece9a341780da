import { expect, it } from 'vitest'
import { startCompanionWithQlik } from '../../support/companion-harness.ts'
import { runHubpassJson } from '../../support/run-hubpass.ts'

const user = { userDirectory: 'DOMAIN', userId: 'User1' }
const sessionId = 'session-id-of-a-test'

/** Runs a command with text on standard input. */
const runWithInput = (home: string, input: string | Buffer, ...args: string[]) =>
  runHubpassJson({ home, onStart: child => child.stdin?.end(input) }, ...args)

it.each([
  ['a line', `${sessionId}\n`],
  ['a text without a line end', sessionId],
  ['the line of echo in cmd.exe', `${sessionId} \r\n`],
  ['a text with a byte order mark', `\uFEFF${sessionId}\r\n`],
  ['UTF-16', Buffer.from(`\uFEFF${sessionId}\r\n`, 'utf16le')],
  ['more lines', `${sessionId}\nanother-session-id\n`],
  ['a cookie pair', `X-Qlik-Session=${sessionId}\n`],
  ['a Cookie header', `Cookie: a=b; X-Qlik-Session-sales=${sessionId}\n`],
])('session end and login read the session id from standard input: %s', async (_, input) => {
  await using harness = await startCompanionWithQlik()
  harness.qlik.addSession({ ...user, sessionId })
  const ended = await runWithInput(harness.home, input, 'session', 'end', 'acme', '-')
  expect(ended.document).toMatchObject({ ok: true, result: { ended: true } })
  expect(harness.qlik.sessions).toEqual([])
  const login = ['login', 'acme', '--user', 'DOMAIN\\User1', '--session-id', '-']
  expect((await runWithInput(harness.home, input, ...login)).document).toMatchObject({
    ok: true,
    result: { session: { sessionId } },
  })
  expect(harness.qlik.sessions).toMatchObject([{ sessionId }])
})

it.each<[string, string | Buffer]>([
  ['nothing', ''],
  ['blanks', ' \n'],
  ['a text that never ends', 'x'.repeat(100_000)],
  ['two words', 'session-id and-another'],
  ['a text that is not UTF-8', Buffer.from('session-id-and-another-\u00fc\n', 'latin1')],
])('session end and login refuse %s on standard input and do not repeat it', async (_, input) => {
  await using harness = await startCompanionWithQlik()
  for (const command of [
    ['session', 'end', 'acme', '-'],
    ['login', 'acme', '--user', 'DOMAIN\\User1', '--session-id', '-'],
  ]) {
    const { document, code, stdout } = await runWithInput(harness.home, input, ...command)
    expect([document.ok, code]).toEqual([false, 2])
    expect(stdout).not.toMatch(/x{20}|and-another/)
  }
  expect(harness.qlik.requests).toEqual([])
})
