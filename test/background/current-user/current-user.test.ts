import { expect, test, vi } from 'vitest'
import type { ServedVirtualProxy } from '#protocol/virtual-proxy'
import type { CurrentUser } from '#shared/sessions/current-user'
import { CompanionConnection } from '../../../src/background/companion/connection.ts'
import { CurrentUserTracker } from '../../../src/background/current-user/current-user.ts'
import { createSessionOrigins } from '../../../src/background/sessions/session-origins.ts'
import { openSessionRegistry } from '../../../src/background/sessions/session-registry.ts'
import { createdSessionFixture } from '../../support/created-session-fixture.ts'
import { FakeBrowser, FakeSessionItem } from '../../support/fake-browser.ts'
import { FakeCompanion } from '../../support/fake-companion.ts'

const site = { id: 'acme', hub: 'https://qlik.test' }

function startTracker({ sites = [site] } = {}) {
  const companionFake = new FakeCompanion()
  const companion = new CompanionConnection({
    openPort: () => companionFake.connect(),
    extension: { id: 'abcdefgh', version: '1' },
    publish: () => {},
  })
  const browser = new FakeBrowser()
  const registry = openSessionRegistry(new FakeSessionItem())
  const settings = new Map<string, { cookieName?: string; timeoutMinutes?: number }>()
  const ensureLoaded = vi.fn()
  const served: ServedVirtualProxy[] = []
  const published: CurrentUser[][] = []
  let isBusy = false
  const tracker = new CurrentUserTracker({
    seenSessions: openSessionRegistry(new FakeSessionItem()),
    browser: browser.ports,
    registry,
    findOrigins: createSessionOrigins({ registry, companion: () => companion.connect() }),
    virtualProxies: {
      ensureLoaded,
      list: () => [...served],
      find: (_, prefix) => {
        const known = settings.get(prefix)
        return known && { prefix, https: {}, http: {}, linked: true, proxies: [], ...known }
      },
    },
    sites: () => sites,
    isPaused: () => isBusy,
    now: () => 0,
    publish: all => published.push(all),
  })
  return {
    browser,
    registry,
    settings,
    served,
    ensureLoaded,
    tracker,
    published,
    work: (on: boolean) => {
      isBusy = on
    },
    watch: () => tracker.handlers.watchCurrentUser({ intent: 'watchCurrentUser', windowId: 1 }),
    latest: () => published.at(-1)?.[0],
    until: (status: CurrentUser['status']) =>
      vi.waitFor(() => expect(published.at(-1)?.[0]?.status).toBe(status)),
  }
}

test('current-user tracker reports at once that a tab shows no hub', async () => {
  const bg = startTracker()
  bg.browser.activeTab = { id: 1, active: true, url: 'https://elsewhere.test/hub/' }
  bg.watch()
  await bg.until('notHub')
  expect(bg.published).toHaveLength(1)
})

test('current-user tracker reports nobody on a login page once its virtual proxy is known', async () => {
  const bg = startTracker()
  const fetchInTab = vi.spyOn(bg.browser.ports.tabScripting, 'fetchInTab')
  bg.browser.activeTab = { id: 1, active: true, url: 'https://login.test/form' }
  bg.watch()
  await bg.until('notHub')
  bg.served.push({
    ...{ prefix: 'portal', https: {}, http: {}, linked: true, proxies: [] },
    authenticationModuleUri: 'https://login.test/',
  })
  bg.tracker.republish()
  await bg.until('nobody')
  expect(bg.latest()).toMatchObject({ site: 'acme', prefix: 'portal' })
  expect(fetchInTab).not.toHaveBeenCalled()
})

test('current-user tracker queries the hub and reports the user and the age of the session', async () => {
  const bg = startTracker()
  const session = createdSessionFixture({ sessionId: 'ours', createdAt: 1000, persona: 'anna' })
  await bg.registry.add(session)
  bg.browser.cookieJar.set('/', bg.browser.createCookie('ours'))
  bg.browser.lastRequestAt = 60_000
  bg.settings.set('', { timeoutMinutes: 30 })
  bg.browser.activeTab = { id: 1, active: true, url: 'https://qlik.test/hub/' }
  bg.watch()
  await bg.until('user')
  expect(bg.published.map(([one]) => one?.status)).toEqual(['asking', 'user'])
  expect(bg.latest()).toEqual({
    status: 'user',
    windowId: 1,
    site: 'acme',
    prefix: '',
    user: 'DOMAIN\\User1',
    isCreatedByHubpass: true,
    askedAt: 0,
    since: 1000,
    persona: 'anna',
    endsAt: 31 * 60_000,
    canEnd: true,
  })
  expect(JSON.stringify(bg.published)).not.toContain('ours"')
  expect(bg.ensureLoaded).toHaveBeenCalledWith('acme')
})

test('current-user tracker finds a session of another program by the cookie name from the QMC', async () => {
  const bg = startTracker()
  bg.settings.set('sales', { cookieName: 'Their-Name' })
  bg.browser.cookieJar.set('/', bg.browser.createCookie('theirs', '/', 'Their-Name'))
  bg.browser.activeTab = { id: 1, active: true, url: 'https://qlik.test/sales/hub/' }
  bg.watch()
  await bg.until('user')
  expect(bg.latest()).toMatchObject({ prefix: 'sales', isCreatedByHubpass: false, canEnd: true })
})

test.each([
  ['the configured name', 'Own-Name', false],
  ['a session of Hubpass when the configured name is unknown', undefined, true],
])(
  'current-user tracker prefers %s among several session cookies',
  async (_, cookieName, isCreatedByHubpass) => {
    const bg = startTracker()
    if (cookieName !== undefined) bg.settings.set('', { cookieName })
    await bg.registry.add(createdSessionFixture({ sessionId: 'ours', createdAt: 1000 }))
    await bg.registry.add(
      createdSessionFixture({ sessionId: 'long gone', cookieName: 'Tried-Later', createdAt: 2000 }),
    )
    for (const [value, name] of [
      ['of somebody', 'Tried-Later'],
      ['of the proxy', 'Own-Name'],
      ['ours', 'X-Qlik-Session'],
    ] as const)
      bg.browser.cookieJar.set(name, bg.browser.createCookie(value, '/', name))
    bg.browser.activeTab = { id: 1, active: true, url: 'https://qlik.test/hub/' }
    bg.watch()
    await bg.until('user')
    expect(bg.latest()).toMatchObject({ isCreatedByHubpass, canEnd: true })
  },
)

test('current-user tracker does not attribute the session of another user to Hubpass', async () => {
  const bg = startTracker()
  await bg.registry.add(createdSessionFixture({ sessionId: 'ours', userId: 'User2' }))
  bg.browser.cookieJar.set('/', bg.browser.createCookie('ours'))
  bg.browser.activeTab = { id: 1, active: true, url: 'https://qlik.test/hub/' }
  bg.watch()
  await bg.until('user')
  expect(bg.latest()).toMatchObject({ isCreatedByHubpass: false })
})

test('current-user tracker reports the previous user if it is known', async () => {
  const bg = startTracker()
  const before = bg.browser.createCookie('before')
  await bg.registry.add(createdSessionFixture({ sessionId: 'ours', replaced: [before] }))
  bg.browser.cookieJar.set('/', bg.browser.createCookie('ours'))
  bg.browser.activeTab = { id: 1, active: true, url: 'https://qlik.test/hub/' }
  bg.watch()
  await bg.until('user')
  expect(bg.latest()).toMatchObject({ previousUser: '' })
  await bg.registry.add(createdSessionFixture({ sessionId: 'before', userId: 'Admin' }))
  bg.tracker.refresh()
  await vi.waitFor(() => expect(bg.latest()).toMatchObject({ previousUser: 'DOMAIN\\Admin' }))
})

test('current-user tracker omits the session when the permission for cookies is missing', async () => {
  const bg = startTracker()
  bg.browser.hasPermission = false
  bg.browser.cookieJar.set('/', bg.browser.createCookie('ours'))
  bg.browser.activeTab = { id: 1, active: true, url: 'https://qlik.test/hub/' }
  bg.watch()
  await bg.until('user')
  expect(bg.latest()).toMatchObject({ user: 'DOMAIN\\User1', canEnd: false })
  expect(bg.latest()).toHaveProperty('isCreatedByHubpass', undefined)
})

test.each([
  [true, 'unreachable'],
  [false, 'noPermission'],
] as const)(
  'current-user tracker handles an unreadable tab (permission %s): %s',
  async (isAllowed, status) => {
    const bg = startTracker()
    bg.browser.hasPermission = isAllowed
    bg.browser.ports.tabScripting.fetchInTab = async () => undefined
    bg.browser.activeTab = { id: 1, active: true, url: 'https://qlik.test/hub/' }
    bg.watch()
    await bg.until(status)
  },
)

test('current-user tracker queries again when the tab navigates, until it is stopped', async () => {
  const bg = startTracker()
  bg.browser.activeTab = { id: 1, active: true, url: 'https://qlik.test/hub/' }
  bg.watch()
  await bg.until('user')
  bg.browser.navigateTo('https://elsewhere.test/')
  await bg.until('notHub')
  bg.tracker.stop()
  expect(bg.published.at(-1)).toEqual([])
  const { length } = bg.published
  bg.browser.navigateTo('https://qlik.test/hub/')
  expect(bg.published).toHaveLength(length)
})

test('current-user tracker ignores the result of a superseded query', async () => {
  const bg = startTracker()
  let answer = (_: string): void => {}
  bg.browser.ports.tabScripting.fetchInTab = () =>
    new Promise(resolve => {
      answer = userId => resolve({ status: 200, body: JSON.stringify({ userDirectory: 'DOMAIN', userId }) })
    })
  bg.browser.activeTab = { id: 1, active: true, url: 'https://qlik.test/hub/' }
  bg.watch()
  await bg.until('asking')
  bg.browser.navigateTo('https://elsewhere.test/')
  await bg.until('notHub')
  answer('Late')
  bg.browser.navigateTo('https://qlik.test/hub/')
  await bg.until('asking')
  answer('User1')
  await bg.until('user')
  expect(JSON.stringify(bg.published)).not.toContain('Late')
})

test('current-user tracker does not query during a run, or before any site is known', async () => {
  const bg = startTracker()
  bg.browser.activeTab = { id: 1, active: true, url: 'https://qlik.test/hub/' }
  bg.work(true)
  bg.watch()
  expect(bg.published).toEqual([])
  bg.work(false)
  bg.tracker.refresh()
  await bg.until('user')

  const without = startTracker({ sites: [] })
  without.browser.activeTab = { id: 1, active: true, url: 'https://qlik.test/hub/' }
  without.watch()
  expect(without.published).toEqual([])
})

test('current-user tracker distinguishes two windows', async () => {
  const bg = startTracker()
  bg.browser.ports.tabs.findInFront = async windowId =>
    windowId === 1 ? { id: 1, active: true, url: 'https://qlik.test/hub/' } : undefined
  bg.watch()
  bg.tracker.handlers.watchCurrentUser({ intent: 'watchCurrentUser', windowId: 2 })
  await vi.waitFor(() =>
    expect(bg.published.at(-1)).toMatchObject([
      { windowId: 1, status: 'user' },
      { windowId: 2, status: 'notHub' },
    ]),
  )
})

test('current-user tracker ignores a window that has been closed', async () => {
  const bg = startTracker()
  bg.browser.ports.tabs.findInFront = async () => Promise.reject(new Error('No window with id: 1.'))
  bg.watch()
  await vi.waitFor(() => expect(bg.tracker.getLatest(1)).toBeUndefined())
  expect(bg.published).toEqual([])
})
