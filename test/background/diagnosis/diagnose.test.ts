import { afterEach, expect, test, vi } from 'vitest'
import { failure } from '#protocol/errors'
import { diagnosisTimeoutMs } from '../../../src/background/timeouts.ts'
import { request, runWithWrongUser, startWithPage, waitForOutcome } from '../../support/background-harness.ts'

afterEach(() => vi.useRealTimers())

test('says why a run has failed, from what is there before it is undone', async () => {
  const it = await startWithPage()
  it.browser.cookieJar.set('qlik.test/', it.browser.createCookie('session-of-user-2'))
  const user2 = { userDirectory: 'DOMAIN', userId: 'User2', attributes: [] }
  it.companion.sessions.push({ ...user2, site: 'acme', prefix: '', sessionId: 'session-of-user-2' })
  const { set } = it.browser.ports.cookies
  // Cookies of other names lie beside each other.
  it.browser.ports.cookies.set = async (cookie, store) =>
    cookie.name === 'X-Foo' ? void it.browser.cookieJar.set('ours', cookie) : set(cookie, store)
  await runWithWrongUser(it)
  expect(it.run()?.causes).toEqual([
    {
      cause: 'cookieName',
      values: ['X-Foo', 'X-Qlik-Session'],
      action: { kind: 'signInAgain', change: { cookieName: 'X-Qlik-Session' } },
    },
    { cause: 'otherUser', values: ['DOMAIN\\User2', 'X-Qlik-Session', 'qlik.test/'] },
  ])
  expect(it.companion.sessions).toHaveLength(1)
  expect(JSON.stringify(it.page.states)).not.toMatch(/session-of-user-2|session-id-of-a-test/)
})

test('undoes a run also when the questions about it are not answered', async () => {
  vi.useFakeTimers()
  const it = await startWithPage()
  const holds = [it.companion.hold('sessions'), it.companion.hold('virtualProxies')]
  it.browser.user = { userDirectory: 'DOMAIN', userId: 'User2' }
  it.page.sendIntent({ intent: 'signIn', request })
  await vi.advanceTimersByTimeAsync(diagnosisTimeoutMs - 100)
  expect(it.run()?.outcome).toBe('working')
  await vi.advanceTimersByTimeAsync(200)
  expect(it.run()).toMatchObject({ outcome: 'failed', leftBehind: [] })
  expect(it.companion.sessions).toEqual([])
  expect(it.browser.cookieJar.size).toBe(0)
  for (const hold of holds) hold.release()
})

test('undoes a run also when nothing can be found out about it', async () => {
  const it = await startWithPage()
  const no = async () => {
    throw new Error('no')
  }
  it.browser.ports.tabScripting.fetchInTab = async () => {
    Object.assign(it.browser.ports.cookies, { sentTo: no, storeOfTab: no })
    Object.assign(it.browser.ports.tabs, { find: no })
    it.companion.fail('sessions', failure('TIMEOUT', { address: 'qlik:4243', afterMs: 1 }))
    it.companion.fail('virtualProxies', failure('TIMEOUT', { address: 'qlik:4242', afterMs: 1 }))
    return { status: 200, body: '{"session":"inactive"}' }
  }
  it.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(it, 'failed')
  expect(it.run()?.causes?.map(({ cause }) => cause)).toEqual(['nameUsual'])
  expect(it.companion.sessions).toEqual([])
})
