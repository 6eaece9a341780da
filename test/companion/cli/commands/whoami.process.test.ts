import { expect, it } from 'vitest'
import { startCompanionWithQlik } from '../../../support/companion-harness.ts'
import { runHubpassJson } from '../../../support/run-hubpass.ts'

const sessionId = 'the-id-of-user-two'
const user = { userDirectory: 'DOMAIN', userId: 'User2' }

/** Starts a double with one session on the virtual proxy "sales" and one on another with its own cookie name. */
async function startWithSessions() {
  const harness = await startCompanionWithQlik({
    virtualProxies: [
      { prefix: '' },
      { prefix: 'sales' },
      { prefix: 'own', sessionCookieHeaderName: 'Own-Name' },
    ],
  })
  for (const prefix of ['sales', 'own']) harness.qlik.addSession({ ...user, sessionId, prefix })
  const ask = (input: string, ...options: string[]) =>
    runHubpassJson(
      { home: harness.home, onStart: child => child.stdin?.end(input) },
      'whoami',
      'acme',
      ...options,
    )
  return { ...harness, ask }
}

it.each([
  ['a session id', sessionId, ['-p', 'sales'], 'sales', 'X-Qlik-Session-sales'],
  ['a cookie pair', `X-Qlik-Session-sales=${sessionId}\n`, [], 'sales', 'X-Qlik-Session-sales'],
  [
    'a cookie pair and its prefix',
    `X-Qlik-Session-sales=${sessionId}`,
    ['-p', 'sales'],
    'sales',
    'X-Qlik-Session-sales',
  ],
  [
    'a Cookie header',
    `Cookie: lang=en; X-Qlik-Session=another-session; X-Qlik-Session-sales=${sessionId}\r\n`,
    ['-p', 'sales'],
    'sales',
    'X-Qlik-Session-sales',
  ],
  ['a pair with the name in the QMC', `Own-Name=${sessionId}`, ['-p', 'own'], 'own', 'Own-Name'],
  [
    'a pair with a name that is given',
    `Own-Name=${sessionId}`,
    ['-p', 'own', '--cookie-name', 'Own-Name'],
    'own',
    'Own-Name',
  ],
])('whoami reads %s from standard input', async (_, input, options, prefix, cookieName) => {
  await using harness = await startWithSessions()
  const { document, code, stdout, stderr } = await harness.ask(input, ...options)
  expect(document).toEqual({
    ok: true,
    result: { user, hub: `${harness.qlik.hub}/${prefix}/hub/`, cookieName },
  })
  expect([code, stdout + stderr]).toEqual([0, expect.not.stringContaining(sessionId)])
})

it('whoami says of a session on another virtual proxy that nobody is signed in', async () => {
  await using harness = await startWithSessions()
  const { document, code } = await harness.ask(`X-Qlik-Session=${sessionId}`)
  expect(document).toMatchObject({ result: { user: null, cookieName: 'X-Qlik-Session' } })
  expect(code).toBe(1)
})

it.each([
  ['several session cookies', `Cookie: X-Qlik-Session-a=${sessionId}; X-Qlik-Session-b=${sessionId}`],
  ['no session cookie', `Cookie: a=${sessionId}; b=${sessionId}`],
  ['an empty cookie', 'X-Qlik-Session='],
  ['a cookie whose value is two words', `X-Qlik-Session=two ${sessionId}`],
])('whoami refuses %s and does not repeat it', async (_, input) => {
  await using harness = await startWithSessions()
  const { document, code, stdout, stderr } = await harness.ask(input)
  expect([document.ok, code]).toEqual([false, 2])
  expect(stdout + stderr).not.toContain(sessionId)
  expect(harness.qlik.requests.filter(({ endpoint }) => endpoint === 'proxy')).toEqual([])
})
