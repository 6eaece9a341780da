import { expect, test, vi } from 'vitest'
import { failure, HubpassError } from '#protocol/errors'
import {
  listCommands,
  request,
  startWithPage,
  waitForOutcome,
  waitUntilReady,
} from '../../support/background-harness.ts'

test('rollback ends the session when the companion could not, and reports a session that remains', async () => {
  const bg = await startWithPage()
  await waitUntilReady(bg)
  const { finding } = failure('CONNECTION_CLOSED', { address: 'qlik:4243' })
  const details = { ...finding.details, sessionMayRemain: true }
  bg.companion.fail('createSession', new HubpassError({ ...finding, details }))
  bg.companion.fail('endSession', failure('CONNECTION_REFUSED', { address: 'qlik:4243' }))
  bg.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(bg, 'failed')
  expect(listCommands(bg.companion)).toContain('endSession')
  expect(bg.run()?.leftBehind).toEqual(['The session may still exist: qlik:4243 refused the connection.'])
})

test('rollback restores the cookies that the browser accepts, and names the others', async () => {
  const bg = await startWithPage()
  for (const path of ['/', '/hub']) {
    const cookie = bg.browser.createCookie(`old${path}`, path)
    bg.browser.cookieJar.set(`qlik.test${path}`, cookie)
  }
  const { set } = bg.browser.ports.cookies
  bg.browser.ports.cookies.set = async (cookie, store) => {
    if (cookie.value === 'old/hub') throw new Error('refused')
    await set(cookie, store)
  }
  bg.browser.user = { userDirectory: 'DOMAIN', userId: 'User2' }
  bg.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(bg, 'failed')
  expect([...bg.browser.cookieJar.values()].map(({ value }) => value)).toEqual(['old/'])
  expect(bg.run()?.leftBehind).toEqual([
    'The cookies could not be restored: the browser rejected qlik.test/hub.',
  ])
})

test('rollback keeps a cookie that was set by another party, and reports it', async () => {
  const bg = await startWithPage()
  bg.browser.cookieJar.set('qlik.test/', bg.browser.createCookie('old'))
  bg.browser.ports.tabScripting.fetchInTab = async () => {
    bg.browser.cookieJar.set('qlik.test/', bg.browser.createCookie('of somebody'))
    return { status: 200, body: '{"userDirectory":"DOMAIN","userId":"Somebody"}' }
  }
  bg.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(bg, 'failed')
  expect([...bg.browser.cookieJar.values()].map(({ value }) => value)).toEqual(['of somebody'])
  expect(bg.run()?.leftBehind).toEqual([
    'The cookies could not be restored: another X-Qlik-Session was set later and was kept.',
  ])
})

test('rollback registers a session that could not be ended, so that it can be ended later', async () => {
  const bg = await startWithPage()
  bg.browser.user = { userDirectory: 'DOMAIN', userId: 'User2' }
  bg.companion.fail('endSession', failure('CONNECTION_REFUSED', { address: 'qlik:4243' }))
  bg.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(bg, 'failed')
  expect(bg.companion.sessions).toMatchObject([{ sessionId: request.sessionId }])
  const { site, prefix, identity, windowId } = request
  bg.page.sendIntent({ intent: 'endOurs', site, prefix, ...identity, windowId })
  await vi.waitFor(() => expect(bg.page.state?.sessionAction).toMatchObject({ status: 'done', ended: 1 }))
  expect(bg.companion.sessions).toEqual([])
  expect(await bg.registry.list()).toEqual([])
})
