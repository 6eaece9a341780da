import { afterEach, expect, test, vi } from 'vitest'
import { failure } from '#protocol/errors'
import type { SessionAction } from '#shared/sessions/session-actions'
import type { SessionList } from '#shared/sessions/session-list'
import { createSerialQueue } from '../../../src/background/async/serial-queue.ts'
import { createCompanionConnection } from '../../../src/background/companion/connection.ts'
import { createCurrentUserTracker } from '../../../src/background/current-user/current-user.ts'
import { createSessionActions } from '../../../src/background/session-actions/session-actions.ts'
import type { SignInAgainDeps } from '../../../src/background/session-actions/sign-in-again.ts'
import { openSessionRegistry } from '../../../src/background/sessions/session-registry.ts'
import { reloadTimeoutMs } from '../../../src/background/timeouts.ts'
import { createdSessionFixture } from '../../support/created-session-fixture.ts'
import { FakeBrowser, FakeSessionItem } from '../../support/fake-browser.ts'
import { FakeCompanion } from '../../support/fake-companion.ts'

afterEach(() => vi.useRealTimers())

const user = { userDirectory: 'DOMAIN', userId: 'User1', attributes: [] }
const inWindow = { windowId: 1 }
const target = { ...inWindow, site: 'acme', prefix: '', user: 'DOMAIN\\User1' }

/** DOMAIN\User1 is signed in by us, over somebody else's cookie. */
async function startSessionActions() {
  const browser = new FakeBrowser()
  const companionFake = new FakeCompanion()
  const ledger = openSessionRegistry(new FakeSessionItem())
  const companion = createCompanionConnection(
    () => companionFake.connect(),
    { id: 'abcdefgh', version: '1' },
    () => {},
  )
  const told: SessionAction[] = []
  const listed: SessionList[] = []
  const signIn = vi.fn<SignInAgainDeps['signIn']>(() => true)
  const turns = createSerialQueue()
  const who = createCurrentUserTracker({
    browser: browser.ports,
    registry: ledger,
    virtualProxies: { find: () => undefined, ensureLoaded: () => {} },
    sites: () => [{ id: 'acme', hub: browser.hub }],
    isPaused: () => false,
    publish: () => {},
    now: () => 0,
  })
  const tools = { browser: browser.ports, companion, ledger, who, signIn }
  const { handlers } = createSessionActions({
    ...tools,
    pendingActionsItem: new FakeSessionItem(),
    queue: turns,
    publish: deed => told.push(deed),
    onFinished: () => {},
    publishSessions: sessions => listed.push(sessions),
  })
  companionFake.sessions.push({ ...user, site: 'acme', prefix: '', sessionId: 'session-of-ours' })
  const before = browser.createCookie('before')
  ledger.add(createdSessionFixture({ sessionId: 'session-of-ours', replaced: [before], persona: 'anna' }))
  browser.cookieJar.set('qlik.test/', browser.createCookie('session-of-ours'))
  browser.activeTab = { id: 7, active: true, url: `${browser.hub}/hub/` }
  return {
    browser,
    double: companionFake,
    ledger,
    handlers,
    told,
    listed,
    signIn,
    who,
    latest: () => {
      const last = listed.at(-1)
      return last?.status === 'ready' ? last : undefined
    },
    value: () => [...browser.cookieJar.values()].map(({ value }) => value),
    turns,
    until: (status: SessionAction['status']) => vi.waitFor(() => expect(told.at(-1)?.status).toBe(status)),
  }
}

test('ends the session of the tab, its cookie and its entry, and loads the tab again', async () => {
  const it = await startSessionActions()
  it.handlers.endThisSession({ intent: 'endThisSession', ...target })
  await it.until('done')
  expect(it.told.map(({ status }) => status)).toEqual(['working', 'done'])
  expect(it.told.at(-1)).toMatchObject({ name: 'endThis', user: 'DOMAIN\\User1', ended: 1 })
  expect(it.double.sessions).toEqual([])
  expect(it.value()).toEqual([])
  expect(await it.ledger.list()).toEqual([])
  expect(it.browser.reloadedTabs).toEqual([7])
})

/** The page that a deed loads again never comes. */
function blockReload({ browser }: Awaited<ReturnType<typeof startSessionActions>>): void {
  browser.ports.tabs.reload = (_, __, signal) =>
    new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
}

test.each(['endThisSession', 'signOut', 'goBack'] as const)(
  'lets others have their turn soon, although the page does not load: %s',
  async intent => {
    vi.useFakeTimers()
    const it = await startSessionActions()
    blockReload(it)
    const deed = it.handlers[intent]({ intent, ...target } as never)
    const next = it.turns.enqueue(async () => {})
    await vi.advanceTimersByTimeAsync(reloadTimeoutMs)
    await next
    await deed
    expect(it.told.at(-1)).toMatchObject({ status: 'done', ended: 1 })
  },
)

test.each(['endThisSession', 'signOut'] as const)(
  'leaves the cookie that has come into the place of the one of the session that it ends: %s',
  async intent => {
    const it = await startSessionActions()
    const hold = it.double.hold(intent === 'signOut' ? 'logOut' : 'endSession')
    const deed = it.handlers[intent]({ intent, ...target } as never)
    await hold.reached
    it.browser.cookieJar.set('qlik.test/', it.browser.createCookie('session-of-2'))
    hold.release()
    await deed
    expect(it.told.at(-1)).toMatchObject({ status: 'done', ended: 1 })
    expect(it.value()).toEqual(['session-of-2'])
  },
)

test('leaves the cookie alone when the session could not be ended', async () => {
  const it = await startSessionActions()
  it.double.fail('endSession', failure('CONNECTION_REFUSED', { address: 'qlik:4243' }))
  it.handlers.endThisSession({ intent: 'endThisSession', ...target })
  await it.until('failed')
  expect(it.told.at(-1)).toMatchObject({ finding: { code: 'CONNECTION_REFUSED' } })
  expect(it.value()).toEqual(['session-of-ours'])
  expect(await it.ledger.list()).toHaveLength(1)
})

test('says that the cookie is not known, where nobody lets us see it', async () => {
  const it = await startSessionActions()
  it.browser.hasPermission = false
  it.handlers.endThisSession({ intent: 'endThisSession', ...target })
  await it.until('failed')
  expect(it.told.at(-1)).toMatchObject({ finding: { code: 'SESSION_COOKIE_UNKNOWN' } })
})

test('signs out although the cookie is not known', async () => {
  const it = await startSessionActions()
  it.browser.hasPermission = false
  it.handlers.signOut({ intent: 'signOut', ...target })
  await it.until('done')
  expect(it.told.at(-1)).toMatchObject({ ended: 1 })
  expect(await it.ledger.list()).toEqual([])
})

test('goes back, although our own session could not be ended, and says that', async () => {
  const it = await startSessionActions()
  it.double.fail('endSession', failure('CONNECTION_REFUSED', { address: 'qlik:4243' }))
  it.handlers.goBack({ intent: 'goBack', ...target })
  await it.until('done')
  expect(it.told.at(-1)).toMatchObject({ name: 'goBack', ended: 0, but: { code: 'CONNECTION_REFUSED' } })
  expect(it.value()).toEqual(['before'])
})

test('stays where it is when the browser does not take the cookie back', async () => {
  const it = await startSessionActions()
  const { set } = it.browser.ports.cookies
  it.browser.ports.cookies.set = async (cookie, storeId) => {
    if (cookie.value === 'before') throw new Error('refused')
    await set(cookie, storeId)
  }
  it.handlers.goBack({ intent: 'goBack', ...target })
  await it.until('failed')
  expect(it.told.at(-1)).toMatchObject({ finding: { code: 'COOKIE_REJECTED' } })
  expect(it.value()).toEqual(['session-of-ours'])
  expect(it.double.sessions).toHaveLength(1)
})

test('goes nowhere from a session that it has not made meanwhile, and ends nothing', async () => {
  const it = await startSessionActions()
  it.double.sessions.push({ ...user, site: 'acme', prefix: '', sessionId: 'session-of-others' })
  it.browser.cookieJar.set('qlik.test/', it.browser.createCookie('session-of-others'))
  it.handlers.goBack({ intent: 'goBack', ...target })
  await it.until('failed')
  expect(it.told.at(-1)).toMatchObject({ finding: { code: 'SESSION_COOKIE_UNKNOWN' } })
  expect(it.value()).toEqual(['session-of-others'])
  expect(it.double.sessions).toHaveLength(2)
})

test('signs in again with everything but the id', async () => {
  const it = await startSessionActions()
  await it.handlers.signInAgain({ intent: 'signInAgain', ...target })
  expect(it.signIn).toHaveBeenCalledWith(
    expect.objectContaining({ site: 'acme', identity: user, persona: 'anna', cookieName: 'X-Qlik-Session' }),
  )
  expect(it.signIn.mock.calls[0]?.[0].sessionId).not.toBe('session-of-ours')
})

test('says that it does not sign in again, for another run has begun meanwhile', async () => {
  const it = await startSessionActions()
  it.signIn.mockReturnValue(false)
  await it.handlers.signInAgain({ intent: 'signInAgain', ...target })
  expect(it.told).toMatchObject([
    { name: 'signInAgain', status: 'failed', finding: { code: 'RUN_NOT_BEGUN' } },
  ])
})

test('does one thing after another, each as things are then', async () => {
  const it = await startSessionActions()
  const hold = it.double.hold('endSession')
  it.handlers.endThisSession({ intent: 'endThisSession', ...target })
  await hold.reached
  it.handlers.signOut({ intent: 'signOut', ...target })
  hold.release()
  await vi.waitFor(() => expect(it.told).toHaveLength(4))
  expect(it.told).toMatchObject([
    { name: 'endThis', status: 'working' },
    { name: 'signOut', status: 'working' },
    { name: 'endThis', status: 'done', ended: 1 },
    { name: 'signOut', status: 'done', ended: 0 },
  ])
})

test('waits for a run, and does nothing to the user whom that has brought', async () => {
  const it = await startSessionActions()
  let end = (): void => {}
  const held = new Promise<void>(resolve => {
    end = resolve
  })
  const run = it.turns.enqueue(() => held)
  const asked = [
    it.handlers.endThisSession({ intent: 'endThisSession', ...target }),
    it.handlers.signOut({ intent: 'signOut', ...target }),
    it.handlers.goBack({ intent: 'goBack', ...target }),
    it.handlers.signInAgain({ intent: 'signInAgain', ...target }),
  ]
  it.double.sessions.push({ ...user, userId: 'User2', site: 'acme', prefix: '', sessionId: 'session-of-2' })
  it.browser.cookieJar.set('qlik.test/', it.browser.createCookie('session-of-2'))
  it.browser.user = { ...user, userId: 'User2' }
  end()
  await Promise.all([run, ...asked])
  const failed = it.told.filter(({ status }) => status !== 'working')
  expect(failed.map(({ name }) => name)).toEqual(['endThis', 'signOut', 'goBack', 'signInAgain'])
  for (const deed of failed) expect(deed).toMatchObject({ finding: { code: 'SIGNED_IN_CHANGED' } })
  expect(it.value()).toEqual(['session-of-2'])
  expect(it.double.sessions).toHaveLength(2)
  expect(it.signIn).not.toHaveBeenCalled()
})

test('says why nobody can tell who is signed in', async () => {
  const it = await startSessionActions()
  it.browser.ports.tabScripting.fetchInTab = async () => ({ status: 0, body: '', failed: 'Failed to fetch' })
  it.handlers.endThisSession({ intent: 'endThisSession', ...target })
  await it.until('failed')
  expect(it.told.at(-1)).toMatchObject({ finding: { code: 'HUB_UNREACHABLE' } })
  expect(it.double.sessions).toHaveLength(1)
})

test('tells pages no session id', async () => {
  const it = await startSessionActions()
  it.handlers.endThisSession({ intent: 'endThisSession', ...target })
  await it.until('done')
  expect(JSON.stringify(it.told)).not.toContain('session-of-ours')
})

const query = { ...inWindow, site: 'acme', prefix: '', userDirectory: 'DOMAIN', userId: 'User1' }

/** Two more sessions of the user that nobody here has made. */
async function startWithOthers() {
  const it = await startSessionActions()
  it.double.sessions.push({ ...user, site: 'acme', prefix: '', sessionId: 'session-of-others' })
  it.double.sessions.push({ ...user, site: 'acme', prefix: '', sessionId: 'tiny' })
  await it.who.query(1)
  await it.handlers.listSessions({ intent: 'listSessions', ...query })
  return it
}

test("lists a user's sessions: which are ours, which the tab uses, and no id", async () => {
  const it = await startWithOthers()
  expect(it.listed.map(({ status }) => status)).toEqual(['loading', 'ready'])
  expect(it.latest()?.sessions).toMatchObject([
    { mask: 'ses…', isOurs: true, since: 0, isHere: true },
    { mask: 'sess…', isOurs: false, isHere: false },
    { mask: 't…', isOurs: false },
  ])
  expect(new Set(it.latest()?.sessions.map(({ key }) => key)).size).toBe(3)
  expect(JSON.stringify(it.listed)).not.toMatch(/session-of|tiny/)
})

test('ends one that is listed, and lists what is left', async () => {
  const it = await startWithOthers()
  const key = it.latest()?.sessions[1]?.key ?? ''
  await it.handlers.endListed({ intent: 'endListed', ...query, key })
  expect(it.told.at(-1)).toMatchObject({ name: 'endOne', status: 'done', ended: 1 })
  expect(it.latest()?.sessions).toHaveLength(2)
  expect(it.value()).toEqual(['session-of-ours'])
  await it.handlers.endListed({ intent: 'endListed', ...query, key })
  expect(it.told.at(-1)).toMatchObject({ status: 'done', ended: 0 })
})

test('ends those of ours, and leaves the tab that used one', async () => {
  const it = await startWithOthers()
  await it.handlers.endOurs({ intent: 'endOurs', ...query })
  expect(it.told.at(-1)).toMatchObject({ name: 'endOurs', ended: 1 })
  expect(it.double.sessions).toHaveLength(2)
  expect(it.value()).toEqual([])
  expect(it.browser.reloadedTabs).toEqual([7])
})

test('logs a user out whom no tab shows, and leaves the tab alone', async () => {
  const it = await startWithOthers()
  it.double.sessions.push({ ...user, userId: 'User2', site: 'acme', prefix: '', sessionId: 'session-of-two' })
  await it.handlers.logOut({ intent: 'logOut', ...query, userId: 'User2' })
  expect(it.told.at(-1)).toMatchObject({ name: 'logOut', user: 'DOMAIN\\User2', ended: 1 })
  expect(it.browser.reloadedTabs).toEqual([])
  await it.handlers.logOut({ intent: 'logOut', ...query })
  expect(it.told.at(-1)).toMatchObject({ ended: 3 })
  expect(it.browser.reloadedTabs).toEqual([7])
})

test.each(['logOut', 'endOurs'] as const)(
  'leaves the tab to the user who has come since it was looked at: %s',
  async name => {
    const it = await startWithOthers()
    it.browser.cookieJar.set('qlik.test/', it.browser.createCookie('session-of-2'))
    it.browser.user = { ...user, userId: 'User2' }
    await it.handlers[name]({ intent: name, ...query } as never)
    expect(it.told.at(-1)).toMatchObject({ name, status: 'done' })
    expect(it.value()).toEqual(['session-of-2'])
    expect(it.browser.reloadedTabs).toEqual([])
  },
)

test('says why sessions cannot be listed, and shows the answer to the last question alone', async () => {
  const it = await startSessionActions()
  it.double.fail('sessions', failure('CONNECTION_REFUSED', { address: 'qlik:4243' }))
  await it.handlers.listSessions({ intent: 'listSessions', ...query })
  expect(it.listed.at(-1)).toMatchObject({ status: 'failed', finding: { code: 'CONNECTION_REFUSED' } })
  const hold = it.double.hold('sessions')
  const first = it.handlers.listSessions({ intent: 'listSessions', ...query })
  await hold.reached
  const second = it.handlers.listSessions({ intent: 'listSessions', ...query, userId: 'User2' })
  hold.release()
  await Promise.all([first, second])
  expect(it.listed.filter(({ status }) => status === 'ready')).toMatchObject([
    { userId: 'User2', sessions: [] },
  ])
})
