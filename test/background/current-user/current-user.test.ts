import { expect, test, vi } from 'vitest'
import type { CurrentUser } from '#shared/sessions/current-user'
import { createCurrentUserTracker } from '../../../src/background/current-user/current-user.ts'
import { openSessionRegistry } from '../../../src/background/sessions/session-registry.ts'
import { createdSessionFixture } from '../../support/created-session-fixture.ts'
import { FakeBrowser, FakeSessionItem } from '../../support/fake-browser.ts'

const site = { id: 'acme', hub: 'https://qlik.test' }

function startTracker({ sites = [site] } = {}) {
  const browser = new FakeBrowser()
  const ledger = openSessionRegistry(new FakeSessionItem())
  const settings = new Map<string, { cookieName?: string; timeoutMinutes?: number }>()
  const want = vi.fn()
  const told: CurrentUser[][] = []
  let isBusy = false
  const who = createCurrentUserTracker({
    browser: browser.ports,
    registry: ledger,
    virtualProxies: {
      ensureLoaded: want,
      find: (_, prefix) => {
        const known = settings.get(prefix)
        return known && { prefix, https: {}, http: {}, linked: true, proxies: [], ...known }
      },
    },
    sites: () => sites,
    isPaused: () => isBusy,
    now: () => 0,
    publish: all => told.push(all),
  })
  return {
    browser,
    ledger,
    settings,
    want,
    who,
    told,
    work: (on: boolean) => {
      isBusy = on
    },
    watch: () => who.handlers.who({ intent: 'who', windowId: 1 }),
    latest: () => told.at(-1)?.[0],
    until: (status: CurrentUser['status']) => vi.waitFor(() => expect(told.at(-1)?.[0]?.status).toBe(status)),
  }
}

test('tells at once that a tab shows no hub', async () => {
  const bg = startTracker()
  bg.browser.activeTab = { id: 1, active: true, url: 'https://elsewhere.test/hub/' }
  bg.watch()
  await bg.until('notHub')
  expect(bg.told).toHaveLength(1)
})

test('asks, and tells who it is and since when', async () => {
  const bg = startTracker()
  const made = createdSessionFixture({ sessionId: 'ours', madeAt: 1000, persona: 'anna' })
  await bg.ledger.add(made)
  bg.browser.cookieJar.set('/', bg.browser.createCookie('ours'))
  bg.browser.lastRequestAt = 60_000
  bg.settings.set('', { timeoutMinutes: 30 })
  bg.browser.activeTab = { id: 1, active: true, url: 'https://qlik.test/hub/' }
  bg.watch()
  await bg.until('user')
  expect(bg.told.map(([one]) => one?.status)).toEqual(['asking', 'user'])
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
  expect(JSON.stringify(bg.told)).not.toContain('ours"')
  expect(bg.want).toHaveBeenCalledWith('acme')
})

test('knows a session that somebody else has made, under the name in the QMC', async () => {
  const bg = startTracker()
  bg.settings.set('sales', { cookieName: 'Their-Name' })
  bg.browser.cookieJar.set('/', bg.browser.createCookie('theirs', '/', 'Their-Name'))
  bg.browser.activeTab = { id: 1, active: true, url: 'https://qlik.test/sales/hub/' }
  bg.watch()
  await bg.until('user')
  expect(bg.latest()).toMatchObject({ prefix: 'sales', isCreatedByHubpass: false, canEnd: true })
})

test.each([
  ['the one of the virtual proxy itself', 'Own-Name', false],
  ['the one that Hubpass has made, where that name is not known', undefined, true],
])('of session cookies under several names, takes %s', async (_, cookieName, isCreatedByHubpass) => {
  const bg = startTracker()
  if (cookieName !== undefined) bg.settings.set('', { cookieName })
  await bg.ledger.add(createdSessionFixture({ sessionId: 'ours', madeAt: 1000 }))
  await bg.ledger.add(
    createdSessionFixture({ sessionId: 'long gone', cookieName: 'Tried-Later', madeAt: 2000 }),
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
})

test("does not take another user's session for ours", async () => {
  const bg = startTracker()
  await bg.ledger.add(createdSessionFixture({ sessionId: 'ours', userId: 'User2' }))
  bg.browser.cookieJar.set('/', bg.browser.createCookie('ours'))
  bg.browser.activeTab = { id: 1, active: true, url: 'https://qlik.test/hub/' }
  bg.watch()
  await bg.until('user')
  expect(bg.latest()).toMatchObject({ isCreatedByHubpass: false })
})

test('names who was there before, as far as that is known', async () => {
  const bg = startTracker()
  const before = bg.browser.createCookie('before')
  await bg.ledger.add(createdSessionFixture({ sessionId: 'ours', replaced: [before] }))
  bg.browser.cookieJar.set('/', bg.browser.createCookie('ours'))
  bg.browser.activeTab = { id: 1, active: true, url: 'https://qlik.test/hub/' }
  bg.watch()
  await bg.until('user')
  expect(bg.latest()).toMatchObject({ previousUser: '' })
  await bg.ledger.add(createdSessionFixture({ sessionId: 'before', userId: 'Admin' }))
  bg.who.refresh()
  await vi.waitFor(() => expect(bg.latest()).toMatchObject({ previousUser: 'DOMAIN\\Admin' }))
})

test('says less without the permission for the cookies', async () => {
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
] as const)('tells a tab that nobody may look into (permission %s): %s', async (isAllowed, status) => {
  const bg = startTracker()
  bg.browser.hasPermission = isAllowed
  bg.browser.ports.tabScripting.fetchInTab = async () => undefined
  bg.browser.activeTab = { id: 1, active: true, url: 'https://qlik.test/hub/' }
  bg.watch()
  await bg.until(status)
})

test('asks again when the tab goes elsewhere, and only while a page is open', async () => {
  const bg = startTracker()
  bg.browser.activeTab = { id: 1, active: true, url: 'https://qlik.test/hub/' }
  bg.watch()
  await bg.until('user')
  bg.browser.navigateTo('https://elsewhere.test/')
  await bg.until('notHub')
  bg.who.stop()
  expect(bg.told.at(-1)).toEqual([])
  const { length } = bg.told
  bg.browser.navigateTo('https://qlik.test/hub/')
  expect(bg.told).toHaveLength(length)
})

test('does not believe the answer to a question that was overtaken', async () => {
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
  expect(JSON.stringify(bg.told)).not.toContain('Late')
})

test('keeps quiet while a run goes on, and before any site is known', async () => {
  const bg = startTracker()
  bg.browser.activeTab = { id: 1, active: true, url: 'https://qlik.test/hub/' }
  bg.work(true)
  bg.watch()
  expect(bg.told).toEqual([])
  bg.work(false)
  bg.who.refresh()
  await bg.until('user')

  const without = startTracker({ sites: [] })
  without.browser.activeTab = { id: 1, active: true, url: 'https://qlik.test/hub/' }
  without.watch()
  expect(without.told).toEqual([])
})

test('tells two windows apart', async () => {
  const bg = startTracker()
  bg.browser.ports.tabs.findInFront = async windowId =>
    windowId === 1 ? { id: 1, active: true, url: 'https://qlik.test/hub/' } : undefined
  bg.watch()
  bg.who.handlers.who({ intent: 'who', windowId: 2 })
  await vi.waitFor(() =>
    expect(bg.told.at(-1)).toMatchObject([
      { windowId: 1, status: 'user' },
      { windowId: 2, status: 'notHub' },
    ]),
  )
})

test('does without a window that is gone', async () => {
  const bg = startTracker()
  bg.browser.ports.tabs.findInFront = async () => Promise.reject(new Error('No window with id: 1.'))
  bg.watch()
  await vi.waitFor(() => expect(bg.who.getLatest(1)).toBeUndefined())
  expect(bg.told).toEqual([])
})
