import { afterEach, expect, test, vi } from 'vitest'
import { failure } from '#protocol/errors'
import { diagnosisTimeoutMs } from '../../../src/background/timeouts.ts'
import { request, runWithWrongUser, startWithPage, waitForOutcome } from '../../support/background-harness.ts'

afterEach(() => vi.useRealTimers())

test('diagnose finds the causes of a failed run before the rollback', async () => {
  const bg = await startWithPage()
  bg.browser.cookieJar.set('qlik.test/', bg.browser.createCookie('session-of-user-2'))
  const user2 = { userDirectory: 'DOMAIN', userId: 'User2', attributes: [] }
  bg.companion.sessions.push({ ...user2, site: 'acme', prefix: '', sessionId: 'session-of-user-2' })
  const { set } = bg.browser.ports.cookies
  // Cookies of other names coexist.
  bg.browser.ports.cookies.set = async (cookie, store) =>
    cookie.name === 'X-Foo' ? void bg.browser.cookieJar.set('ours', cookie) : set(cookie, store)
  await runWithWrongUser(bg)
  expect(bg.run()?.causes).toEqual([
    {
      cause: 'cookieName',
      values: ['X-Foo', 'X-Qlik-Session'],
      action: { kind: 'signInAgain', change: { cookieName: 'X-Qlik-Session' } },
    },
    { cause: 'otherUser', values: ['DOMAIN\\User2', 'X-Qlik-Session', 'qlik.test/'] },
  ])
  expect(bg.companion.sessions).toHaveLength(1)
  expect(JSON.stringify(bg.page.states)).not.toMatch(/session-of-user-2|session-id-of-a-test/)
})

test('diagnose does not keep a run from its rollback when its requests are not answered', async () => {
  vi.useFakeTimers()
  const bg = await startWithPage()
  const holds = [bg.companion.hold('sessions'), bg.companion.hold('virtualProxies')]
  bg.browser.user = { userDirectory: 'DOMAIN', userId: 'User2' }
  bg.page.sendIntent({ intent: 'signIn', request })
  await vi.advanceTimersByTimeAsync(diagnosisTimeoutMs - 100)
  expect(bg.run()?.outcome).toBe('working')
  await vi.advanceTimersByTimeAsync(200)
  expect(bg.run()).toMatchObject({ outcome: 'failed', leftBehind: [] })
  expect(bg.companion.sessions).toEqual([])
  expect(bg.browser.cookieJar.size).toBe(0)
  for (const hold of holds) hold.release()
})

test('diagnose does not keep a run from its rollback when it finds no facts', async () => {
  const bg = await startWithPage()
  const no = async () => {
    throw new Error('no')
  }
  bg.browser.ports.tabScripting.fetchInTab = async () => {
    Object.assign(bg.browser.ports.cookies, { sentTo: no, storeOfTab: no })
    Object.assign(bg.browser.ports.tabs, { find: no })
    bg.companion.fail('sessions', failure('TIMEOUT', { address: 'qlik:4243', afterMs: 1 }))
    bg.companion.fail('virtualProxies', failure('TIMEOUT', { address: 'qlik:4242', afterMs: 1 }))
    return { status: 200, body: '{"session":"inactive"}' }
  }
  bg.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(bg, 'failed')
  expect(bg.run()?.causes?.map(({ cause }) => cause)).toEqual(['nameUsual'])
  expect(bg.companion.sessions).toEqual([])
})

const refusal = 'You cannot access Qlik Sense because you have no access pass.'

/** Runs a sign-in after which the hub shows a page. */
async function runWithPage(page: object) {
  const bg = await startWithPage()
  bg.companion.engine = { outcome: 'licenseDenied', says: 'No available access type' }
  bg.browser.ports.tabScripting.readDocument = async () => ({
    ...{ url: 'https://qlik.test/hub/', title: 'Hub', status: 200 },
    ...page,
  })
  bg.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(bg, 'failed')
  return bg
}

const askedEngine = ({ companion }: Awaited<ReturnType<typeof startWithPage>>) =>
  companion.requests.filter(({ command }) => command === 'askEngine').map(({ params }) => params)

test('diagnose asks the engine about the session that the hub refuses, before the session ends', async () => {
  const bg = await runWithPage({ refusal })
  expect(askedEngine(bg)).toMatchObject([
    {
      ...{ site: 'acme', prefix: '', sessionId: request.sessionId, cookieName: 'X-Qlik-Session' },
      user: { userDirectory: 'DOMAIN', userId: 'User1' },
    },
  ])
  expect(bg.run()?.causes).toEqual([
    { cause: 'engineLicense', values: ['DOMAIN\\User1', 'No available access type'] },
  ])
  expect(bg.companion.sessions).toEqual([])
})

test.each([
  ['an error page', { status: 500, title: 'Internal server error' }],
  ['a page of another virtual proxy', { status: 400, title: 'The http request header is incorrect' }],
])('diagnose opens no WebSocket where the hub has opened none: %s', async (_, page) => {
  const bg = await runWithPage(page)
  expect(bg.run()?.finding?.code).toBe('HUB_ERROR_PAGE')
  expect(askedEngine(bg)).toEqual([])
})

test('diagnose opens no WebSocket with a session that the hub ignores', async () => {
  const bg = await startWithPage()
  await runWithWrongUser(bg)
  expect(askedEngine(bg)).toEqual([])
})

test('diagnose ends without an answer of a companion that does not know the engine', async () => {
  const bg = await startWithPage()
  const unknown = { field: 'Command', received: 'askEngine', expected: 'a command' }
  bg.companion.fail('askEngine', failure('BAD_REQUEST', unknown))
  bg.browser.ports.tabScripting.readDocument = async () => ({
    ...{ url: 'https://qlik.test/hub/', title: 'Hub', status: 200, refusal },
  })
  bg.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(bg, 'failed')
  expect(askedEngine(bg)).toHaveLength(1)
  expect(bg.run()?.causes).toBeUndefined()
})
