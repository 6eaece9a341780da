import { expect, test, vi } from 'vitest'
import { failure, HubpassError } from '#protocol/errors'
import { findingOf } from '#protocol/findings/to-finding'
import {
  type Harness,
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

/** Makes the browser refuse the cookie of the run, and therefore its removal too. */
function refuseOwnCookie({ browser }: Pick<Harness, 'browser'>): void {
  const { cookies } = browser.ports
  const { set, expire } = cookies
  cookies.set = async (cookie, store) => {
    if (cookie.value === request.sessionId) throw new Error('refused')
    await set(cookie, store)
  }
  cookies.expire = async (cookie, store) => {
    if (cookie.value === request.sessionId) throw new Error('refused')
    await expire(cookie, store)
  }
}

test('rollback restores the cookies when the browser has refused that of the run', async () => {
  const bg = await startWithPage()
  bg.browser.cookieJar.set('qlik.test/', bg.browser.createCookie('old'))
  refuseOwnCookie(bg)
  bg.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(bg, 'failed')
  expect(bg.run()?.finding?.code).toBe('COOKIE_REJECTED')
  expect([...bg.browser.cookieJar.values()].map(({ value }) => value)).toEqual(['old'])
  expect(bg.run()?.leftBehind).toEqual([])
})

test('rollback reports a cookie that the browser silently did not store again', async () => {
  const bg = await startWithPage()
  bg.browser.cookieJar.set('qlik.test/', bg.browser.createCookie('old'))
  const { set } = bg.browser.ports.cookies
  bg.browser.ports.cookies.set = async (cookie, store) => {
    if (cookie.value !== 'old') await set(cookie, store)
  }
  bg.browser.user = { userDirectory: 'DOMAIN', userId: 'User2' }
  bg.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(bg, 'failed')
  expect(bg.run()?.leftBehind).toEqual([
    'The cookies could not be restored: the browser rejected qlik.test/.',
  ])
})

test('rollback tells of the cookie of the run that it cannot remove, and of nothing else', async () => {
  const bg = await startWithPage()
  bg.browser.cookieJar.set('qlik.test/hub', bg.browser.createCookie('old', '/hub'))
  const { expire } = bg.browser.ports.cookies
  bg.browser.ports.cookies.expire = async (cookie, store) => {
    if (cookie.value === request.sessionId) throw new Error('refused')
    await expire(cookie, store)
  }
  bg.browser.user = { userDirectory: 'DOMAIN', userId: 'User2' }
  bg.companion.fail('endSession', failure('CONNECTION_REFUSED', { address: 'qlik:4243' }))
  bg.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(bg, 'failed')
  expect(bg.run()?.leftBehind).toEqual([
    'The cookies could not be restored: the browser did not remove qlik.test/.',
    'The session may still exist: qlik:4243 refused the connection.',
  ])
  expect([...bg.browser.cookieJar.values()].map(({ value }) => value)).toContain('old')
})

test('rollback leaves nothing behind in a private window that was closed', async () => {
  const bg = await startWithPage()
  bg.browser.cookieJar.set('qlik.test/', bg.browser.createCookie('old'))
  const { cookies, tabScripting } = bg.browser.ports
  tabScripting.fetchInTab = async () => {
    const closed = () => Promise.reject(new Error('Invalid cookie store id: "1".'))
    Object.assign(cookies, { getWinning: closed, getAllNamed: closed, getSentTo: closed, set: closed })
    Object.assign(cookies, { expire: closed, hasStore: async () => false })
    throw failure('TAB_CLOSED', { hub: `${bg.browser.hub}/hub/` })
  }
  bg.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(bg, 'failed')
  expect(bg.run()?.leftBehind).toEqual([])
  expect(bg.companion.sessions).toEqual([])
})

test('rollback tells nothing of a cookie that was never set when the jar cannot be read', async () => {
  const bg = await startWithPage()
  const denied = () =>
    Promise.reject(new Error('No host permissions for cookies at url: "https://qlik.test/".'))
  Object.assign(bg.browser.ports.cookies, {
    getWinning: denied,
    getAllNamed: denied,
    set: denied,
    expire: denied,
  })
  bg.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(bg, 'failed')
  expect(bg.run()?.leftBehind).toEqual([])
})

test('rollback does not tell of a replaced cookie that has expired since', async () => {
  const bg = await startWithPage()
  const old = { ...bg.browser.createCookie('old'), expirationDate: 1 }
  bg.browser.cookieJar.set('qlik.test/', old)
  bg.browser.user = { userDirectory: 'DOMAIN', userId: 'User2' }
  bg.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(bg, 'failed')
  expect(bg.run()?.leftBehind).toEqual([])
  expect(bg.browser.cookieJar.size).toBe(0)
})

test('rollback removes a partitioned copy of its cookie that a proxy has set', async () => {
  const bg = await startWithPage()
  bg.browser.ports.tabScripting.fetchInTab = async () => {
    const partitionKey = { topLevelSite: 'https://qlik.test', hasCrossSiteAncestor: false }
    const copy = { ...bg.browser.createCookie(request.sessionId), partitionKey }
    await bg.browser.ports.cookies.set(copy, '0')
    return { status: 200, body: '{"userDirectory":"DOMAIN","userId":"Somebody"}' }
  }
  bg.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(bg, 'failed')
  expect([...bg.browser.cookieJar.values()]).toEqual([])
  expect(bg.run()?.leftBehind).toEqual([])
})

test('rollback runs and the run reports its own failure when the permission cannot be queried', async () => {
  const bg = await startWithPage()
  bg.browser.cookieJar.set('qlik.test/', bg.browser.createCookie('old'))
  bg.browser.ports.tabScripting.fetchInTab = async () => {
    bg.browser.ports.permissions.has = () => Promise.reject(new Error('Extension context invalidated.'))
    return { status: 200, body: '{"userDirectory":"DOMAIN","userId":"User2"}' }
  }
  bg.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(bg, 'failed')
  expect(bg.run()?.finding?.code).toBe('WRONG_IDENTITY')
  expect(bg.run()?.leftBehind).toEqual([])
  expect(bg.companion.sessions).toEqual([])
  expect([...bg.browser.cookieJar.values()].map(({ value }) => value)).toEqual(['old'])
})

test('rollback runs and the run reports the answer of Qlik Sense when the storage fails after it', async () => {
  const bg = await startWithPage()
  await waitUntilReady(bg)
  bg.companion.fail(
    'createSession',
    failure('USER_NOT_ALLOWED', { user: 'A\\b', site: 'acme', patterns: [] }),
  )
  const { save } = bg.runItem
  bg.runItem.save = async value => {
    if (listCommands(bg.companion).includes('createSession')) throw new Error('quota exceeded')
    await save(value)
  }
  bg.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(bg, 'failed')
  expect(bg.run()?.finding?.code).toBe('USER_NOT_ALLOWED')
  expect(bg.run()?.leftBehind).toEqual([])
})

test('rollback shows that the audit log lacks the end of the session', async () => {
  const bg = await startWithPage()
  const warning = findingOf('AUDIT_NOT_WRITTEN', { path: '/home/audit', reason: 'the disk is full' })
  bg.browser.ports.tabScripting.fetchInTab = async () => {
    bg.companion.auditWarnings = [warning]
    return { status: 200, body: '{"userDirectory":"DOMAIN","userId":"User2"}' }
  }
  bg.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(bg, 'failed')
  expect(bg.run()?.leftBehind).toEqual([])
  expect(bg.run()?.steps[2]).toMatchObject({ name: 'session', state: 'passed', warnings: [warning] })
})
