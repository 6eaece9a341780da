import { expect, test, vi } from 'vitest'
import { failure } from '#protocol/errors'
import { startWithPage, waitUntilReady } from '../../support/background-harness.ts'
import { createdSessionFixture } from '../../support/created-session-fixture.ts'

/** Opens a page over a hub tab in which nobody is signed in. */
async function startOnHub() {
  const bg = await startWithPage()
  await waitUntilReady(bg)
  bg.browser.navigateTo('https://qlik.test/hub/')
  bg.browser.ports.tabScripting.fetchInTab = async () => ({ status: 200, body: '{}' })
  const explain = () => bg.page.sendIntent({ intent: 'explainTab', windowId: 1 })
  const waitForExplanation = (expected: object) =>
    vi.waitFor(() => expect(bg.page.state?.tabExplanation).toMatchObject(expected))
  return { ...bg, explain, waitForExplanation }
}

test('the explanation of a tab names the missing cookie and the last user, without the session id', async () => {
  const bg = await startOnHub()
  await bg.registry.add(
    createdSessionFixture({ cookieName: 'X-Own', attributes: [{ name: 'group', value: 'HR' }] }),
  )
  bg.explain()
  await bg.waitForExplanation({
    status: 'ready',
    windowId: 1,
    site: 'acme',
    prefix: '',
    who: 'nobody',
    lastUser: { userDirectory: 'DOMAIN', userId: 'User1', attributes: [{ name: 'group', value: 'HR' }] },
  })
  expect(JSON.stringify(bg.page.states)).not.toContain('session-id-of-a-test')
})

test('the explanation names the user whom the hub has just reported', async () => {
  const bg = await startOnHub()
  bg.browser.ports.tabScripting.fetchInTab = async () => ({
    status: 200,
    body: JSON.stringify({ userDirectory: 'DOMAIN', userId: 'User7' }),
  })
  bg.explain()
  await bg.waitForExplanation({ status: 'ready', who: 'user', user: 'DOMAIN\\User7' })
})

test('the explanation claims nothing about cookies without the permission', async () => {
  const bg = await startOnHub()
  bg.browser.hasPermission = false
  bg.explain()
  await bg.waitForExplanation({ status: 'ready', who: 'noPermission', causes: [] })
})

test('the explanation shows why the hub does not answer', async () => {
  const bg = await startOnHub()
  bg.browser.ports.tabScripting.fetchInTab = async () => ({ status: 0, body: '', error: 'Failed to fetch' })
  bg.explain()
  await bg.waitForExplanation({ who: 'unreachable', finding: { code: 'HUB_UNREACHABLE' }, causes: [] })
})

test('the explanation of a tab without a hub says so', async () => {
  const bg = await startOnHub()
  bg.browser.navigateTo('https://elsewhere.test/')
  bg.explain()
  await bg.waitForExplanation({ status: 'notHub', windowId: 1 })
})

test('an explanation that was stopped publishes nothing more', async () => {
  const bg = await startOnHub()
  let answer = (_: { status: number; body: string }): void => {}
  bg.browser.ports.tabScripting.fetchInTab = () =>
    new Promise(resolve => {
      answer = resolve
    })
  bg.explain()
  await bg.waitForExplanation({ status: 'working' })
  bg.page.sendIntent({ intent: 'stopExplaining' })
  await bg.waitForExplanation({ status: 'closed' })
  answer({ status: 200, body: '{}' })
  await vi.waitFor(() => expect(bg.page.state?.currentUsers?.[0]?.status).toBe('nobody'))
  expect(bg.page.state?.tabExplanation).toEqual({ status: 'closed' })
})

test('the explanation of a tab survives slow answers of Qlik Sense', async () => {
  const bg = await startOnHub()
  bg.companion.fail('sessions', failure('TIMEOUT', { address: 'qlik:4243', afterMs: 1 }))
  bg.companion.fail('virtualProxies', failure('TIMEOUT', { address: 'qlik:4242', afterMs: 1 }))
  bg.explain()
  await bg.waitForExplanation({ who: 'nobody', causes: [{ cause: 'noUsualCookie' }] })
})

const user1 = { userDirectory: 'DOMAIN', userId: 'User1' }

/** Opens a tab in which User1 is signed in by the session in the browser. */
async function startSignedIn(inBrowser: string) {
  const bg = await startOnHub()
  bg.browser.ports.tabScripting.fetchInTab = async () => ({ status: 200, body: JSON.stringify(user1) })
  bg.browser.cookieJar.set('ours', bg.browser.createCookie(inBrowser))
  bg.companion.sessions.push({ ...user1, attributes: [], site: 'acme', prefix: '', sessionId: inBrowser })
  bg.companion.engine = { outcome: 'originRefused', status: 403 }
  await bg.registry.add(createdSessionFixture())
  return bg
}

test('the explanation of a signed-in tab says what the engine says to the session of Hubpass', async () => {
  const bg = await startSignedIn('session-id-of-a-test')
  bg.explain()
  await bg.waitForExplanation({ who: 'user', causes: [{ cause: 'engineOrigin', values: ['qlik.test'] }] })
  expect(JSON.stringify(bg.page.states)).not.toContain('session-id-of-a-test')
})

test('the explanation asks the engine about no session that Hubpass has not created', async () => {
  const bg = await startSignedIn('session-of-somebody')
  bg.explain()
  await bg.waitForExplanation({ who: 'user', causes: [] })
  expect(bg.companion.requests.map(({ command }) => command)).not.toContain('askEngine')
})
