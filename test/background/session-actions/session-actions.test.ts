import { afterEach, expect, test, vi } from 'vitest'
import { failure } from '#protocol/errors'
import { findingOf } from '#protocol/findings/to-finding'
import type { CurrentUser } from '#shared/sessions/current-user'
import type { SessionAction } from '#shared/sessions/session-actions'
import type { SessionList } from '#shared/sessions/session-list'
import { createSerialQueue } from '../../../src/background/async/serial-queue.ts'
import { CompanionConnection } from '../../../src/background/companion/connection.ts'
import { CurrentUserTracker } from '../../../src/background/current-user/current-user.ts'
import { createSessionActions } from '../../../src/background/session-actions/session-actions.ts'
import type { SignInAgainDeps } from '../../../src/background/session-actions/sign-in-again.ts'
import { createSessionOrigins } from '../../../src/background/sessions/session-origins.ts'
import { openSessionRegistry } from '../../../src/background/sessions/session-registry.ts'
import { reloadTimeoutMs } from '../../../src/background/timeouts.ts'
import { createdSessionFixture } from '../../support/created-session-fixture.ts'
import { FakeBrowser, FakeSessionItem } from '../../support/fake-browser.ts'
import { FakeCompanion } from '../../support/fake-companion.ts'

afterEach(() => vi.useRealTimers())

const user = { userDirectory: 'DOMAIN', userId: 'User1', attributes: [] }
const inWindow = { windowId: 1 }
const target = { ...inWindow, site: 'acme', prefix: '', user: 'DOMAIN\\User1' }

/** Signs DOMAIN\User1 in with a session of Hubpass that replaced another cookie. */
async function startSessionActions() {
  const browser = new FakeBrowser()
  const companionFake = new FakeCompanion()
  const registry = openSessionRegistry(new FakeSessionItem())
  const companion = new CompanionConnection({
    openPort: () => companionFake.connect(),
    extension: { id: 'abcdefgh', version: '1' },
    publish: () => {},
  })
  const published: SessionAction[] = []
  let publishedUsers: CurrentUser[] = []
  const listed: SessionList[] = []
  const signIn = vi.fn<SignInAgainDeps['signIn']>(() => true)
  const queue = createSerialQueue()
  const findOrigins = createSessionOrigins({ registry, companion: () => companion.connect() })
  const currentUser = new CurrentUserTracker({
    seenSessions: openSessionRegistry(new FakeSessionItem()),
    browser: browser.ports,
    findOrigins,
    registry,
    virtualProxies: { find: () => undefined, list: () => [], ensureLoaded: () => {} },
    sites: () => [{ id: 'acme', hub: browser.hub }],
    isPaused: () => false,
    publish: users => {
      publishedUsers = users
    },
    now: () => 0,
  })
  const tools = { browser: browser.ports, findOrigins, companion, registry, currentUser, signIn }
  const { handlers } = createSessionActions({
    ...tools,
    pendingActionsItem: new FakeSessionItem(),
    queue,
    publish: action => published.push(action),
    onFinished: () => {},
    publishSessions: sessions => listed.push(sessions),
  })
  companionFake.sessions.push({ ...user, site: 'acme', prefix: '', sessionId: 'session-of-ours' })
  const before = browser.createCookie('before')
  registry.add(createdSessionFixture({ sessionId: 'session-of-ours', replaced: [before], persona: 'anna' }))
  browser.cookieJar.set('qlik.test/', browser.createCookie('session-of-ours'))
  browser.activeTab = { id: 7, active: true, url: `${browser.hub}/hub/` }
  return {
    browser,
    companion: companionFake,
    registry,
    handlers,
    published,
    listed,
    signIn,
    currentUser,
    users: () => publishedUsers,
    latest: () => {
      const last = listed.at(-1)
      return last?.status === 'ready' ? last : undefined
    },
    value: () => [...browser.cookieJar.values()].map(({ value }) => value),
    queue,
    until: (status: SessionAction['status']) =>
      vi.waitFor(() => expect(published.at(-1)?.status).toBe(status)),
  }
}

test('endThisSession ends the session, removes its cookie and entry, and reloads the tab', async () => {
  const bg = await startSessionActions()
  bg.handlers.endThisSession({ intent: 'endThisSession', ...target })
  await bg.until('done')
  expect(bg.published.map(({ status }) => status)).toEqual(['working', 'done'])
  expect(bg.published.at(-1)).toMatchObject({ name: 'endThis', user: 'DOMAIN\\User1', ended: 1 })
  expect(bg.companion.sessions).toEqual([])
  expect(bg.value()).toEqual([])
  expect(await bg.registry.list()).toEqual([])
  expect(bg.browser.reloadedTabs).toEqual([7])
})

/** Makes the reload of the tab never complete. */
function blockReload({ browser }: Awaited<ReturnType<typeof startSessionActions>>): void {
  browser.ports.tabs.reload = (_, __, signal) =>
    new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
}

test.each(['endThisSession', 'signOut', 'goBack'] as const)(
  '%s releases the queue after a timeout when the page does not load',
  async intent => {
    vi.useFakeTimers()
    const bg = await startSessionActions()
    blockReload(bg)
    const action = bg.handlers[intent]({ intent, ...target } as never)
    const next = bg.queue.enqueue(async () => {})
    await vi.advanceTimersByTimeAsync(reloadTimeoutMs)
    await next
    await action
    expect(bg.published.at(-1)).toMatchObject({ status: 'done', ended: 1 })
  },
)

test.each(['endThisSession', 'signOut'] as const)(
  '%s keeps a cookie that has replaced the one of the ended session',
  async intent => {
    const bg = await startSessionActions()
    const hold = bg.companion.hold(intent === 'signOut' ? 'logOut' : 'endSession')
    const action = bg.handlers[intent]({ intent, ...target } as never)
    await hold.reached
    bg.browser.cookieJar.set('qlik.test/', bg.browser.createCookie('session-of-2'))
    hold.release()
    await action
    expect(bg.published.at(-1)).toMatchObject({ status: 'done', ended: 1 })
    expect(bg.value()).toEqual(['session-of-2'])
  },
)

test('endThisSession keeps the cookie when the session could not be ended', async () => {
  const bg = await startSessionActions()
  bg.companion.fail('endSession', failure('CONNECTION_REFUSED', { address: 'qlik:4243' }))
  bg.handlers.endThisSession({ intent: 'endThisSession', ...target })
  await bg.until('failed')
  expect(bg.published.at(-1)).toMatchObject({ finding: { code: 'CONNECTION_REFUSED' } })
  expect(bg.value()).toEqual(['session-of-ours'])
  expect(await bg.registry.list()).toHaveLength(1)
})

test('endThisSession reports an unknown cookie when the permission is missing', async () => {
  const bg = await startSessionActions()
  bg.browser.hasPermission = false
  bg.handlers.endThisSession({ intent: 'endThisSession', ...target })
  await bg.until('failed')
  expect(bg.published.at(-1)).toMatchObject({ finding: { code: 'SESSION_COOKIE_UNKNOWN' } })
})

test('signOut succeeds when the cookie is unknown', async () => {
  const bg = await startSessionActions()
  bg.browser.hasPermission = false
  bg.handlers.signOut({ intent: 'signOut', ...target })
  await bg.until('done')
  expect(bg.published.at(-1)).toMatchObject({ ended: 1 })
  expect(await bg.registry.list()).toEqual([])
})

test('goBack restores the previous cookie and reports that the session could not be ended', async () => {
  const bg = await startSessionActions()
  bg.companion.fail('endSession', failure('CONNECTION_REFUSED', { address: 'qlik:4243' }))
  bg.handlers.goBack({ intent: 'goBack', ...target })
  await bg.until('done')
  expect(bg.published.at(-1)).toMatchObject({
    name: 'goBack',
    ended: 0,
    partialFailure: { code: 'CONNECTION_REFUSED' },
  })
  expect(bg.value()).toEqual(['before'])
})

test('goBack keeps the session when the browser rejects the previous cookie', async () => {
  const bg = await startSessionActions()
  const { set } = bg.browser.ports.cookies
  bg.browser.ports.cookies.set = async (cookie, storeId) => {
    if (cookie.value === 'before') throw new Error('refused')
    await set(cookie, storeId)
  }
  bg.handlers.goBack({ intent: 'goBack', ...target })
  await bg.until('failed')
  expect(bg.published.at(-1)).toMatchObject({ finding: { code: 'COOKIE_REJECTED' } })
  expect(bg.value()).toEqual(['session-of-ours'])
  expect(bg.companion.sessions).toHaveLength(1)
})

test('goBack reports the ended session when nobody can be queried afterwards', async () => {
  const bg = await startSessionActions()
  bg.browser.ports.tabs.reload = async () => {
    bg.browser.ports.tabs.findInFront = () => Promise.reject(new Error('No window with id: 1.'))
    throw new Error('No tab with id: 7.')
  }
  await bg.handlers.goBack({ intent: 'goBack', ...target })
  expect(bg.published.at(-1)).toMatchObject({
    status: 'done',
    name: 'goBack',
    ended: 1,
    currentUser: undefined,
  })
  expect(bg.value()).toEqual(['before'])
})

test.each(['signOut', 'logOut'] as const)(
  '%s removes the cookie and reloads the tab when the registry cannot be read',
  async intent => {
    const bg = await startSessionActions()
    const hold = bg.companion.hold('logOut')
    const { site, prefix } = target
    const query = { ...inWindow, site, prefix, userDirectory: 'DOMAIN', userId: 'User1' }
    const action = bg.handlers[intent]({ intent, ...target, ...query } as never)
    await hold.reached
    bg.registry.list = () => Promise.reject(new Error('storage failed'))
    hold.release()
    await action
    expect(bg.published.at(-1)).toMatchObject({ status: 'done', ended: 1 })
    expect(bg.value()).toEqual([])
    expect(bg.browser.reloadedTabs).toEqual([7])
  },
)

test.each(['endThisSession', 'signOut', 'goBack', 'endOurs', 'logOut'] as const)(
  '%s shows a warning of the companion, and none otherwise',
  async intent => {
    const { site, prefix } = target
    const query = { ...inWindow, site, prefix, userDirectory: 'DOMAIN', userId: 'User1' }
    const warning = findingOf('AUDIT_NOT_WRITTEN', { path: '/home/audit', reason: 'the disk is full' })
    for (const warnings of [undefined, [warning]]) {
      const bg = await startSessionActions()
      bg.companion.auditWarnings = warnings
      await bg.handlers[intent]({ intent, ...target, ...query } as never)
      expect(bg.published.at(-1)).toMatchObject({ status: 'done', ended: 1 })
      expect(bg.published.at(-1)).not.toHaveProperty('partialFailure.code')
      if (warnings === undefined) expect(bg.published.at(-1)).not.toHaveProperty('warnings.0')
      else expect(bg.published.at(-1)).toMatchObject({ warnings })
    }
  },
)

test('endThisSession removes a partitioned copy of its cookie too', async () => {
  const bg = await startSessionActions()
  const partitionKey = { topLevelSite: 'https://qlik.test', hasCrossSiteAncestor: false }
  const copy = { ...bg.browser.createCookie('session-of-ours'), partitionKey }
  await bg.browser.ports.cookies.set(copy, '0')
  await bg.handlers.endThisSession({ intent: 'endThisSession', ...target })
  expect(bg.published.at(-1)).toMatchObject({ status: 'done', ended: 1 })
  expect(bg.value()).toEqual([])
})

test('goBack restores a partitioned cookie beside another one', async () => {
  const bg = await startSessionActions()
  const partitionKey = { topLevelSite: 'https://qlik.test', hasCrossSiteAncestor: false }
  const before = bg.browser.createCookie('before')
  const replaced = [before, { ...before, value: 'before-partitioned', partitionKey }]
  await bg.registry.add(createdSessionFixture({ sessionId: 'session-of-ours', replaced }))
  bg.handlers.goBack({ intent: 'goBack', ...target })
  await bg.until('done')
  expect(bg.value()).toEqual(['before', 'before-partitioned'])
})

test('goBack keeps the session when the browser silently does not store the previous cookie', async () => {
  const bg = await startSessionActions()
  const { set } = bg.browser.ports.cookies
  bg.browser.ports.cookies.set = async (cookie, storeId) => {
    if (cookie.value !== 'before') await set(cookie, storeId)
  }
  bg.handlers.goBack({ intent: 'goBack', ...target })
  await bg.until('failed')
  expect(bg.published.at(-1)).toMatchObject({ finding: { code: 'COOKIE_REJECTED' } })
  expect(bg.value()).toEqual(['session-of-ours'])
  expect(bg.companion.sessions).toHaveLength(1)
})

test.each(['endThisSession', 'signOut', 'endOurs', 'logOut'] as const)(
  '%s reloads the tab and reports a cookie that cannot be removed',
  async intent => {
    const bg = await startSessionActions()
    bg.browser.ports.cookies.expire = () => Promise.reject(new Error('refused'))
    const { site, prefix } = target
    const query = { ...inWindow, site, prefix, userDirectory: 'DOMAIN', userId: 'User1' }
    await bg.handlers[intent]({ intent, ...target, ...query } as never)
    expect(bg.published.at(-1)).toMatchObject({
      status: 'done',
      ended: 1,
      partialFailure: { code: 'INTERNAL' },
    })
    expect(bg.browser.reloadedTabs).toEqual([7])
  },
)

test('endOurs ends every session that it can, and reports the others', async () => {
  const bg = await startSessionActions()
  bg.companion.sessions.push({ ...user, site: 'acme', prefix: '', sessionId: 'another-of-ours' })
  await bg.registry.add(createdSessionFixture({ sessionId: 'another-of-ours' }))
  bg.companion.fail('endSession', failure('CONNECTION_REFUSED', { address: 'qlik:4243' }))
  const { site, prefix } = target
  await bg.handlers.endOurs({
    intent: 'endOurs',
    ...inWindow,
    site,
    prefix,
    userDirectory: 'DOMAIN',
    userId: 'User1',
  })
  expect(bg.published.at(-1)).toMatchObject({
    status: 'done',
    ended: 1,
    partialFailure: { code: 'CONNECTION_REFUSED' },
  })
  expect(bg.companion.sessions).toHaveLength(1)
})

test('goBack changes nothing for a session that Hubpass did not create', async () => {
  const bg = await startSessionActions()
  bg.companion.sessions.push({ ...user, site: 'acme', prefix: '', sessionId: 'session-of-others' })
  bg.browser.cookieJar.set('qlik.test/', bg.browser.createCookie('session-of-others'))
  bg.handlers.goBack({ intent: 'goBack', ...target })
  await bg.until('failed')
  expect(bg.published.at(-1)).toMatchObject({ finding: { code: 'SESSION_COOKIE_UNKNOWN' } })
  expect(bg.value()).toEqual(['session-of-others'])
  expect(bg.companion.sessions).toHaveLength(2)
})

test('signInAgain repeats the request with a new session id', async () => {
  const bg = await startSessionActions()
  await bg.handlers.signInAgain({ intent: 'signInAgain', ...target })
  expect(bg.signIn).toHaveBeenCalledWith(
    expect.objectContaining({ site: 'acme', identity: user, persona: 'anna', cookieName: 'X-Qlik-Session' }),
  )
  expect(bg.signIn.mock.calls[0]?.[0].sessionId).not.toBe('session-of-ours')
})

test('signInAgain reports RUN_NOT_BEGUN when another run has started', async () => {
  const bg = await startSessionActions()
  bg.signIn.mockReturnValue(false)
  await bg.handlers.signInAgain({ intent: 'signInAgain', ...target })
  expect(bg.published).toMatchObject([
    { name: 'signInAgain', status: 'failed', finding: { code: 'RUN_NOT_BEGUN' } },
  ])
})

test('session actions run one after another, each with the state of its own time', async () => {
  const bg = await startSessionActions()
  const hold = bg.companion.hold('endSession')
  bg.handlers.endThisSession({ intent: 'endThisSession', ...target })
  await hold.reached
  bg.handlers.signOut({ intent: 'signOut', ...target })
  hold.release()
  await vi.waitFor(() => expect(bg.published).toHaveLength(4))
  expect(bg.published).toMatchObject([
    { name: 'endThis', status: 'working' },
    { name: 'signOut', status: 'working' },
    { name: 'endThis', status: 'done', ended: 1 },
    { name: 'signOut', status: 'done', ended: 0 },
  ])
})

test('session actions wait for a run, and do not affect the user whom it signed in', async () => {
  const bg = await startSessionActions()
  let end = (): void => {}
  const held = new Promise<void>(resolve => {
    end = resolve
  })
  const run = bg.queue.enqueue(() => held)
  const asked = [
    bg.handlers.endThisSession({ intent: 'endThisSession', ...target }),
    bg.handlers.signOut({ intent: 'signOut', ...target }),
    bg.handlers.goBack({ intent: 'goBack', ...target }),
    bg.handlers.signInAgain({ intent: 'signInAgain', ...target }),
  ]
  bg.companion.sessions.push({
    ...user,
    userId: 'User2',
    site: 'acme',
    prefix: '',
    sessionId: 'session-of-2',
  })
  bg.browser.cookieJar.set('qlik.test/', bg.browser.createCookie('session-of-2'))
  bg.browser.user = { ...user, userId: 'User2' }
  end()
  await Promise.all([run, ...asked])
  const failed = bg.published.filter(({ status }) => status !== 'working')
  expect(failed.map(({ name }) => name)).toEqual(['endThis', 'signOut', 'goBack', 'signInAgain'])
  for (const action of failed) expect(action).toMatchObject({ finding: { code: 'SIGNED_IN_CHANGED' } })
  expect(bg.value()).toEqual(['session-of-2'])
  expect(bg.companion.sessions).toHaveLength(2)
  expect(bg.signIn).not.toHaveBeenCalled()
})

test('session actions explain why the hub did not answer', async () => {
  const bg = await startSessionActions()
  bg.browser.ports.tabScripting.fetchInTab = async () => ({ status: 0, body: '', error: 'Failed to fetch' })
  bg.handlers.endThisSession({ intent: 'endThisSession', ...target })
  await bg.until('failed')
  expect(bg.published.at(-1)).toMatchObject({ finding: { code: 'HUB_UNREACHABLE' } })
  expect(bg.companion.sessions).toHaveLength(1)
})

test('session actions reveal no session id to pages', async () => {
  const bg = await startSessionActions()
  bg.handlers.endThisSession({ intent: 'endThisSession', ...target })
  await bg.until('done')
  expect(JSON.stringify(bg.published)).not.toContain('session-of-ours')
})

const query = { ...inWindow, site: 'acme', prefix: '', userDirectory: 'DOMAIN', userId: 'User1' }

/** Adds two sessions of the user that Hubpass did not create. */
async function startWithOthers() {
  const bg = await startSessionActions()
  bg.companion.sessions.push({ ...user, site: 'acme', prefix: '', sessionId: 'session-of-others' })
  bg.companion.sessions.push({ ...user, site: 'acme', prefix: '', sessionId: 'tiny' })
  await bg.currentUser.query(1)
  await bg.handlers.listSessions({ intent: 'listSessions', ...query })
  return bg
}

test('listSessions marks the sessions of Hubpass and that of the tab, and reveals no id', async () => {
  const bg = await startWithOthers()
  expect(bg.listed.map(({ status }) => status)).toEqual(['loading', 'ready'])
  expect(bg.latest()?.sessions).toMatchObject([
    { maskedId: 'ses…', isCreatedByHubpass: true, since: 0, isCurrent: true },
    { maskedId: 'sess…', isCreatedByHubpass: false, isCurrent: false },
    { maskedId: 't…', isCreatedByHubpass: false },
  ])
  expect(new Set(bg.latest()?.sessions.map(({ key }) => key)).size).toBe(3)
  expect(JSON.stringify(bg.listed)).not.toMatch(/session-of|tiny/)
})

test('endListed ends one session and lists the remaining ones', async () => {
  const bg = await startWithOthers()
  const key = bg.latest()?.sessions[1]?.key ?? ''
  await bg.handlers.endListed({ intent: 'endListed', ...query, key })
  expect(bg.published.at(-1)).toMatchObject({ name: 'endOne', status: 'done', ended: 1 })
  expect(bg.latest()?.sessions).toHaveLength(2)
  expect(bg.value()).toEqual(['session-of-ours'])
  await bg.handlers.endListed({ intent: 'endListed', ...query, key })
  expect(bg.published.at(-1)).toMatchObject({ status: 'done', ended: 0 })
})

test('endOurs ends the sessions of Hubpass and reloads the tab that used one', async () => {
  const bg = await startWithOthers()
  await bg.handlers.endOurs({ intent: 'endOurs', ...query })
  expect(bg.published.at(-1)).toMatchObject({ name: 'endOurs', ended: 1 })
  expect(bg.companion.sessions).toHaveLength(2)
  expect(bg.value()).toEqual([])
  expect(bg.browser.reloadedTabs).toEqual([7])
})

test('logOut does not reload the tab for a user whom it does not show', async () => {
  const bg = await startWithOthers()
  bg.companion.sessions.push({
    ...user,
    userId: 'User2',
    site: 'acme',
    prefix: '',
    sessionId: 'session-of-two',
  })
  await bg.handlers.logOut({ intent: 'logOut', ...query, userId: 'User2' })
  expect(bg.published.at(-1)).toMatchObject({ name: 'logOut', user: 'DOMAIN\\User2', ended: 1 })
  expect(bg.browser.reloadedTabs).toEqual([])
  await bg.handlers.logOut({ intent: 'logOut', ...query })
  expect(bg.published.at(-1)).toMatchObject({ ended: 3 })
  expect(bg.browser.reloadedTabs).toEqual([7])
})

test.each(['logOut', 'endOurs'] as const)(
  '%s keeps the tab of a user who has signed in since the list was shown',
  async name => {
    const bg = await startWithOthers()
    bg.browser.cookieJar.set('qlik.test/', bg.browser.createCookie('session-of-2'))
    bg.browser.user = { ...user, userId: 'User2' }
    await bg.handlers[name]({ intent: name, ...query } as never)
    expect(bg.published.at(-1)).toMatchObject({ name, status: 'done' })
    expect(bg.value()).toEqual(['session-of-2'])
    expect(bg.browser.reloadedTabs).toEqual([])
  },
)

test('listSessions reports why it failed, and publishes only the result of the last query', async () => {
  const bg = await startSessionActions()
  bg.companion.fail('sessions', failure('CONNECTION_REFUSED', { address: 'qlik:4243' }))
  await bg.handlers.listSessions({ intent: 'listSessions', ...query })
  expect(bg.listed.at(-1)).toMatchObject({ status: 'failed', finding: { code: 'CONNECTION_REFUSED' } })
  const hold = bg.companion.hold('sessions')
  const first = bg.handlers.listSessions({ intent: 'listSessions', ...query })
  await hold.reached
  const second = bg.handlers.listSessions({ intent: 'listSessions', ...query, userId: 'User2' })
  hold.release()
  await Promise.all([first, second])
  expect(bg.listed.filter(({ status }) => status === 'ready')).toMatchObject([
    { userId: 'User2', sessions: [] },
  ])
})

test.each([
  [true, false],
  [false, undefined],
])(
  'session list says of an unknown session, with a complete log: %s, that Hubpass made it: %s',
  async (isComplete, expected) => {
    const bg = await startSessionActions()
    bg.companion.isAuditLogComplete = isComplete
    bg.companion.sessions.push(
      { ...user, site: 'acme', prefix: '', sessionId: 'of-the-command-line' },
      { ...user, site: 'acme', prefix: '', sessionId: 'of-another-program' },
    )
    bg.companion.auditLog.set('of-the-command-line', { createdAt: '2026-01-02T03:04:05.000Z' })
    await bg.handlers.listSessions({ intent: 'listSessions', ...inWindow, site: 'acme', prefix: '', ...user })
    expect(bg.latest()?.sessions.map(({ isCreatedByHubpass }) => isCreatedByHubpass)).toEqual([
      true,
      true,
      expected,
    ])
    expect(bg.latest()?.sessions[1]?.since).toBe(Date.parse('2026-01-02T03:04:05.000Z'))
  },
)

test('header names nobody from the end of a session until the hub has answered', async () => {
  const bg = await startSessionActions()
  bg.currentUser.handlers.watchCurrentUser({ intent: 'watchCurrentUser', windowId: 1 })
  await vi.waitFor(() => expect(bg.users()).toMatchObject([{ status: 'user' }]))
  let finishReload = (): void => {}
  const isReloading = new Promise<void>(resolve => {
    finishReload = resolve
  })
  bg.browser.ports.tabs.reload = async id => {
    await isReloading
    return { id, active: true }
  }
  const ending = bg.handlers.endThisSession({ intent: 'endThisSession', ...target })
  await vi.waitFor(() => expect(bg.users()).toMatchObject([{ status: 'asking' }]))
  expect(bg.companion.sessions).toEqual([])
  finishReload()
  await ending
})
