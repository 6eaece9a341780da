import { afterEach, expect, test, vi } from 'vitest'
import { failure } from '#protocol/errors'
import { createCompanionLink } from '../../../src/background/companion-link.ts'
import { createDeeds } from '../../../src/background/deeds/deeds.ts'
import type { SignInAgainTools } from '../../../src/background/deeds/sign-in-again.ts'
import { openLedger } from '../../../src/background/ledger.ts'
import { reloadTimeoutMs } from '../../../src/background/limits.ts'
import { createTurns } from '../../../src/background/turns.ts'
import { createWho } from '../../../src/background/who/who.ts'
import type { Deed } from '../../../src/shared/deeds.ts'
import type { Sessions } from '../../../src/shared/sessions.ts'
import { BrowserDouble, StoredDouble } from '../../doubles/browser.ts'
import { CompanionDouble } from '../../doubles/companion.ts'
import { madeSession } from '../../doubles/made-session.ts'

afterEach(() => vi.useRealTimers())

const user = { userDirectory: 'DOMAIN', userId: 'User1', attributes: [] }
const inWindow = { windowId: 1 }
const meant = { ...inWindow, site: 'acme', prefix: '', user: 'DOMAIN\\User1' }

/** DOMAIN\User1 is signed in by us, over somebody else's cookie. */
async function start() {
  const browser = new BrowserDouble()
  const double = new CompanionDouble()
  const ledger = openLedger(new StoredDouble())
  const companion = createCompanionLink(
    () => double.connect(),
    { id: 'abcdefgh', version: '1' },
    () => {},
  )
  const told: Deed[] = []
  const listed: Sessions[] = []
  const signIn = vi.fn<SignInAgainTools['signIn']>(() => true)
  const turns = createTurns()
  const who = createWho({
    browser: browser.ports,
    ledger,
    virtualProxies: { find: () => undefined, want: () => {} },
    sites: () => [{ id: 'acme', hub: browser.hub }],
    isBusy: () => false,
    publish: () => {},
    now: () => 0,
  })
  const tools = { browser: browser.ports, companion, ledger, who, signIn }
  const { handlers } = createDeeds({
    ...tools,
    begunDeeds: new StoredDouble(),
    turns,
    publish: deed => told.push(deed),
    onEnded: () => {},
    publishSessions: sessions => listed.push(sessions),
  })
  double.sessions.push({ ...user, site: 'acme', prefix: '', sessionId: 'session-of-ours' })
  const before = browser.cookie('before')
  ledger.add(madeSession({ sessionId: 'session-of-ours', replaced: [before], persona: 'anna' }))
  browser.jar.set('qlik.test/', browser.cookie('session-of-ours'))
  browser.front = { id: 7, active: true, url: `${browser.hub}/hub/` }
  return {
    browser,
    double,
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
    value: () => [...browser.jar.values()].map(({ value }) => value),
    turns,
    until: (status: Deed['status']) => vi.waitFor(() => expect(told.at(-1)?.status).toBe(status)),
  }
}

test('ends the session of the tab, its cookie and its entry, and loads the tab again', async () => {
  const it = await start()
  it.handlers.endThisSession({ intent: 'endThisSession', ...meant })
  await it.until('done')
  expect(it.told.map(({ status }) => status)).toEqual(['working', 'done'])
  expect(it.told.at(-1)).toMatchObject({ name: 'endThis', user: 'DOMAIN\\User1', ended: 1 })
  expect(it.double.sessions).toEqual([])
  expect(it.value()).toEqual([])
  expect(await it.ledger.all()).toEqual([])
  expect(it.browser.reloaded).toEqual([7])
})

/** The page that a deed loads again never comes. */
function neverLoads({ browser }: Awaited<ReturnType<typeof start>>): void {
  browser.ports.tabs.reload = (_, __, signal) =>
    new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
}

test.each(['endThisSession', 'signOut', 'goBack'] as const)(
  'lets others have their turn soon, although the page does not load: %s',
  async intent => {
    vi.useFakeTimers()
    const it = await start()
    neverLoads(it)
    const deed = it.handlers[intent]({ intent, ...meant } as never)
    const next = it.turns.take(async () => {})
    await vi.advanceTimersByTimeAsync(reloadTimeoutMs)
    await next
    await deed
    expect(it.told.at(-1)).toMatchObject({ status: 'done', ended: 1 })
  },
)

test.each(['endThisSession', 'signOut'] as const)(
  'leaves the cookie that has come into the place of the one of the session that it ends: %s',
  async intent => {
    const it = await start()
    const hold = it.double.hold(intent === 'signOut' ? 'logOut' : 'endSession')
    const deed = it.handlers[intent]({ intent, ...meant } as never)
    await hold.reached
    it.browser.jar.set('qlik.test/', it.browser.cookie('session-of-2'))
    hold.release()
    await deed
    expect(it.told.at(-1)).toMatchObject({ status: 'done', ended: 1 })
    expect(it.value()).toEqual(['session-of-2'])
  },
)

test('leaves the cookie alone when the session could not be ended', async () => {
  const it = await start()
  it.double.fail('endSession', failure('CONNECTION_REFUSED', { address: 'qlik:4243' }))
  it.handlers.endThisSession({ intent: 'endThisSession', ...meant })
  await it.until('failed')
  expect(it.told.at(-1)).toMatchObject({ finding: { code: 'CONNECTION_REFUSED' } })
  expect(it.value()).toEqual(['session-of-ours'])
  expect(await it.ledger.all()).toHaveLength(1)
})

test('says that the cookie is not known, where nobody lets us see it', async () => {
  const it = await start()
  it.browser.isAllowed = false
  it.handlers.endThisSession({ intent: 'endThisSession', ...meant })
  await it.until('failed')
  expect(it.told.at(-1)).toMatchObject({ finding: { code: 'SESSION_COOKIE_UNKNOWN' } })
})

test('signs out although the cookie is not known', async () => {
  const it = await start()
  it.browser.isAllowed = false
  it.handlers.signOut({ intent: 'signOut', ...meant })
  await it.until('done')
  expect(it.told.at(-1)).toMatchObject({ ended: 1 })
  expect(await it.ledger.all()).toEqual([])
})

test('goes back, although our own session could not be ended, and says that', async () => {
  const it = await start()
  it.double.fail('endSession', failure('CONNECTION_REFUSED', { address: 'qlik:4243' }))
  it.handlers.goBack({ intent: 'goBack', ...meant })
  await it.until('done')
  expect(it.told.at(-1)).toMatchObject({ name: 'goBack', ended: 0, but: { code: 'CONNECTION_REFUSED' } })
  expect(it.value()).toEqual(['before'])
})

test('stays where it is when the browser does not take the cookie back', async () => {
  const it = await start()
  const { set } = it.browser.ports.cookies
  it.browser.ports.cookies.set = async (cookie, storeId) => {
    if (cookie.value === 'before') throw new Error('refused')
    await set(cookie, storeId)
  }
  it.handlers.goBack({ intent: 'goBack', ...meant })
  await it.until('failed')
  expect(it.told.at(-1)).toMatchObject({ finding: { code: 'COOKIE_REJECTED' } })
  expect(it.value()).toEqual(['session-of-ours'])
  expect(it.double.sessions).toHaveLength(1)
})

test('goes nowhere from a session that it has not made meanwhile, and ends nothing', async () => {
  const it = await start()
  it.double.sessions.push({ ...user, site: 'acme', prefix: '', sessionId: 'session-of-others' })
  it.browser.jar.set('qlik.test/', it.browser.cookie('session-of-others'))
  it.handlers.goBack({ intent: 'goBack', ...meant })
  await it.until('failed')
  expect(it.told.at(-1)).toMatchObject({ finding: { code: 'SESSION_COOKIE_UNKNOWN' } })
  expect(it.value()).toEqual(['session-of-others'])
  expect(it.double.sessions).toHaveLength(2)
})

test('signs in again with everything but the id', async () => {
  const it = await start()
  await it.handlers.signInAgain({ intent: 'signInAgain', ...meant })
  expect(it.signIn).toHaveBeenCalledWith(
    expect.objectContaining({ site: 'acme', identity: user, persona: 'anna', cookieName: 'X-Qlik-Session' }),
  )
  expect(it.signIn.mock.calls[0]?.[0].sessionId).not.toBe('session-of-ours')
})

test('says that it does not sign in again, for another run has begun meanwhile', async () => {
  const it = await start()
  it.signIn.mockReturnValue(false)
  await it.handlers.signInAgain({ intent: 'signInAgain', ...meant })
  expect(it.told).toMatchObject([
    { name: 'signInAgain', status: 'failed', finding: { code: 'RUN_NOT_BEGUN' } },
  ])
})

test('does one thing after another, each as things are then', async () => {
  const it = await start()
  const hold = it.double.hold('endSession')
  it.handlers.endThisSession({ intent: 'endThisSession', ...meant })
  await hold.reached
  it.handlers.signOut({ intent: 'signOut', ...meant })
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
  const it = await start()
  let end = (): void => {}
  const held = new Promise<void>(resolve => {
    end = resolve
  })
  const run = it.turns.take(() => held)
  const asked = [
    it.handlers.endThisSession({ intent: 'endThisSession', ...meant }),
    it.handlers.signOut({ intent: 'signOut', ...meant }),
    it.handlers.goBack({ intent: 'goBack', ...meant }),
    it.handlers.signInAgain({ intent: 'signInAgain', ...meant }),
  ]
  it.double.sessions.push({ ...user, userId: 'User2', site: 'acme', prefix: '', sessionId: 'session-of-2' })
  it.browser.jar.set('qlik.test/', it.browser.cookie('session-of-2'))
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
  const it = await start()
  it.browser.ports.pageInTab.get = async () => ({ status: 0, body: '', failed: 'Failed to fetch' })
  it.handlers.endThisSession({ intent: 'endThisSession', ...meant })
  await it.until('failed')
  expect(it.told.at(-1)).toMatchObject({ finding: { code: 'HUB_UNREACHABLE' } })
  expect(it.double.sessions).toHaveLength(1)
})

test('tells pages no session id', async () => {
  const it = await start()
  it.handlers.endThisSession({ intent: 'endThisSession', ...meant })
  await it.until('done')
  expect(JSON.stringify(it.told)).not.toContain('session-of-ours')
})

const whose = { ...inWindow, site: 'acme', prefix: '', userDirectory: 'DOMAIN', userId: 'User1' }

/** Two more sessions of the user that nobody here has made. */
async function startWithOthers() {
  const it = await start()
  it.double.sessions.push({ ...user, site: 'acme', prefix: '', sessionId: 'session-of-others' })
  it.double.sessions.push({ ...user, site: 'acme', prefix: '', sessionId: 'tiny' })
  await it.who.ask(1)
  await it.handlers.listSessions({ intent: 'listSessions', ...whose })
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
  await it.handlers.endListed({ intent: 'endListed', ...whose, key })
  expect(it.told.at(-1)).toMatchObject({ name: 'endOne', status: 'done', ended: 1 })
  expect(it.latest()?.sessions).toHaveLength(2)
  expect(it.value()).toEqual(['session-of-ours'])
  await it.handlers.endListed({ intent: 'endListed', ...whose, key })
  expect(it.told.at(-1)).toMatchObject({ status: 'done', ended: 0 })
})

test('ends those of ours, and leaves the tab that used one', async () => {
  const it = await startWithOthers()
  await it.handlers.endOurs({ intent: 'endOurs', ...whose })
  expect(it.told.at(-1)).toMatchObject({ name: 'endOurs', ended: 1 })
  expect(it.double.sessions).toHaveLength(2)
  expect(it.value()).toEqual([])
  expect(it.browser.reloaded).toEqual([7])
})

test('logs a user out whom no tab shows, and leaves the tab alone', async () => {
  const it = await startWithOthers()
  it.double.sessions.push({ ...user, userId: 'User2', site: 'acme', prefix: '', sessionId: 'session-of-two' })
  await it.handlers.logOut({ intent: 'logOut', ...whose, userId: 'User2' })
  expect(it.told.at(-1)).toMatchObject({ name: 'logOut', user: 'DOMAIN\\User2', ended: 1 })
  expect(it.browser.reloaded).toEqual([])
  await it.handlers.logOut({ intent: 'logOut', ...whose })
  expect(it.told.at(-1)).toMatchObject({ ended: 3 })
  expect(it.browser.reloaded).toEqual([7])
})

test.each(['logOut', 'endOurs'] as const)(
  'leaves the tab to the user who has come since it was looked at: %s',
  async name => {
    const it = await startWithOthers()
    it.browser.jar.set('qlik.test/', it.browser.cookie('session-of-2'))
    it.browser.user = { ...user, userId: 'User2' }
    await it.handlers[name]({ intent: name, ...whose } as never)
    expect(it.told.at(-1)).toMatchObject({ name, status: 'done' })
    expect(it.value()).toEqual(['session-of-2'])
    expect(it.browser.reloaded).toEqual([])
  },
)

test('says why sessions cannot be listed, and shows the answer to the last question alone', async () => {
  const it = await start()
  it.double.fail('sessions', failure('CONNECTION_REFUSED', { address: 'qlik:4243' }))
  await it.handlers.listSessions({ intent: 'listSessions', ...whose })
  expect(it.listed.at(-1)).toMatchObject({ status: 'failed', finding: { code: 'CONNECTION_REFUSED' } })
  const hold = it.double.hold('sessions')
  const first = it.handlers.listSessions({ intent: 'listSessions', ...whose })
  await hold.reached
  const second = it.handlers.listSessions({ intent: 'listSessions', ...whose, userId: 'User2' })
  hold.release()
  await Promise.all([first, second])
  expect(it.listed.filter(({ status }) => status === 'ready')).toMatchObject([
    { userId: 'User2', sessions: [] },
  ])
})
