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
