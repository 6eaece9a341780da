import { expect, test, vi } from 'vitest'
import { failure, HubpassError } from '#protocol/errors'
import {
  listCommands,
  request,
  startWithPage,
  waitForOutcome,
  waitUntilReady,
} from '../../support/background-harness.ts'

test('ends the session itself when the companion could not, and says so when it cannot either', async () => {
  const it = await startWithPage()
  await waitUntilReady(it)
  const { finding } = failure('CONNECTION_CLOSED', { address: 'qlik:4243' })
  const details = { ...finding.details, sessionMayRemain: true }
  it.companion.fail('createSession', new HubpassError({ ...finding, details }))
  it.companion.fail('endSession', failure('CONNECTION_REFUSED', { address: 'qlik:4243' }))
  it.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(it, 'failed')
  expect(listCommands(it.companion)).toContain('endSession')
  expect(it.run()?.leftBehind).toEqual(['The session may still exist: Nothing answers at qlik:4243.'])
})

test('puts back what it can of the cookies, and names what it cannot', async () => {
  const it = await startWithPage()
  for (const path of ['/', '/hub']) {
    const cookie = it.browser.createCookie(`old${path}`, path)
    it.browser.cookieJar.set(`qlik.test${path}`, cookie)
  }
  const { set } = it.browser.ports.cookies
  it.browser.ports.cookies.set = async (cookie, store) => {
    if (cookie.value === 'old/hub') throw new Error('refused')
    await set(cookie, store)
  }
  it.browser.user = { userDirectory: 'DOMAIN', userId: 'User2' }
  it.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(it, 'failed')
  expect([...it.browser.cookieJar.values()].map(({ value }) => value)).toEqual(['old/'])
  expect(it.run()?.leftBehind).toEqual([
    'The cookies are not as before: the browser did not take back qlik.test/hub.',
  ])
})

test('leaves a cookie that somebody has set in the meantime, and says so', async () => {
  const it = await startWithPage()
  it.browser.cookieJar.set('qlik.test/', it.browser.createCookie('old'))
  it.browser.ports.tabScripting.fetchInTab = async () => {
    it.browser.cookieJar.set('qlik.test/', it.browser.createCookie('of somebody'))
    return { status: 200, body: '{"userDirectory":"DOMAIN","userId":"Somebody"}' }
  }
  it.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(it, 'failed')
  expect([...it.browser.cookieJar.values()].map(({ value }) => value)).toEqual(['of somebody'])
  expect(it.run()?.leftBehind).toEqual([
    'The cookies are not as before: another X-Qlik-Session has been set since, and stays.',
  ])
})

test('remembers a session that could not be ended, so that it can be ended later', async () => {
  const it = await startWithPage()
  it.browser.user = { userDirectory: 'DOMAIN', userId: 'User2' }
  it.companion.fail('endSession', failure('CONNECTION_REFUSED', { address: 'qlik:4243' }))
  it.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(it, 'failed')
  expect(it.companion.sessions).toMatchObject([{ sessionId: request.sessionId }])
  const { site, prefix, identity, windowId } = request
  it.page.sendIntent({ intent: 'endOurs', site, prefix, ...identity, windowId })
  await vi.waitFor(() => expect(it.page.state?.sessionAction).toMatchObject({ status: 'done', ended: 1 }))
  expect(it.companion.sessions).toEqual([])
  expect(await it.ledger.list()).toEqual([])
})
