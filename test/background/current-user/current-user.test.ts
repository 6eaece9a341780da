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
  const it = startTracker()
  it.browser.activeTab = { id: 1, active: true, url: 'https://elsewhere.test/hub/' }
  it.watch()
  await it.until('notHub')
  expect(it.told).toHaveLength(1)
})

test('asks, and tells who it is and since when', async () => {
  const it = startTracker()
  const made = createdSessionFixture({ sessionId: 'ours', madeAt: 1000, persona: 'anna' })
  await it.ledger.add(made)
  it.browser.cookieJar.set('/', it.browser.createCookie('ours'))
  it.browser.lastRequestAt = 60_000
  it.settings.set('', { timeoutMinutes: 30 })
  it.browser.activeTab = { id: 1, active: true, url: 'https://qlik.test/hub/' }
  it.watch()
  await it.until('user')
  expect(it.told.map(([one]) => one?.status)).toEqual(['asking', 'user'])
  expect(it.latest()).toEqual({
    status: 'user',
    windowId: 1,
    site: 'acme',
    prefix: '',
    user: 'DOMAIN\\User1',
    isOurs: true,
    askedAt: 0,
    since: 1000,
    persona: 'anna',
    endsAt: 31 * 60_000,
    canEnd: true,
  })
  expect(JSON.stringify(it.told)).not.toContain('ours"')
  expect(it.want).toHaveBeenCalledWith('acme')
})

test('knows a session that somebody else has made, under the name in the QMC', async () => {
  const it = startTracker()
  it.settings.set('sales', { cookieName: 'Their-Name' })
  it.browser.cookieJar.set('/', it.browser.createCookie('theirs', '/', 'Their-Name'))
  it.browser.activeTab = { id: 1, active: true, url: 'https://qlik.test/sales/hub/' }
  it.watch()
  await it.until('user')
  expect(it.latest()).toMatchObject({ prefix: 'sales', isOurs: false, canEnd: true })
})

test.each([
  ['the one of the virtual proxy itself', 'Own-Name', false],
  ['the one that Hubpass has made, where that name is not known', undefined, true],
])('of session cookies under several names, takes %s', async (_, cookieName, isOurs) => {
  const it = startTracker()
  if (cookieName !== undefined) it.settings.set('', { cookieName })
  await it.ledger.add(createdSessionFixture({ sessionId: 'ours', madeAt: 1000 }))
  await it.ledger.add(
    createdSessionFixture({ sessionId: 'long gone', cookieName: 'Tried-Later', madeAt: 2000 }),
  )
  for (const [value, name] of [
    ['of somebody', 'Tried-Later'],
    ['of the proxy', 'Own-Name'],
    ['ours', 'X-Qlik-Session'],
  ] as const)
    it.browser.cookieJar.set(name, it.browser.createCookie(value, '/', name))
  it.browser.activeTab = { id: 1, active: true, url: 'https://qlik.test/hub/' }
  it.watch()
  await it.until('user')
  expect(it.latest()).toMatchObject({ isOurs, canEnd: true })
})

test("does not take another user's session for ours", async () => {
  const it = startTracker()
  await it.ledger.add(createdSessionFixture({ sessionId: 'ours', userId: 'User2' }))
  it.browser.cookieJar.set('/', it.browser.createCookie('ours'))
  it.browser.activeTab = { id: 1, active: true, url: 'https://qlik.test/hub/' }
  it.watch()
  await it.until('user')
  expect(it.latest()).toMatchObject({ isOurs: false })
})

test('names who was there before, as far as that is known', async () => {
  const it = startTracker()
  const before = it.browser.createCookie('before')
  await it.ledger.add(createdSessionFixture({ sessionId: 'ours', replaced: [before] }))
  it.browser.cookieJar.set('/', it.browser.createCookie('ours'))
  it.browser.activeTab = { id: 1, active: true, url: 'https://qlik.test/hub/' }
  it.watch()
  await it.until('user')
  expect(it.latest()).toMatchObject({ before: '' })
  await it.ledger.add(createdSessionFixture({ sessionId: 'before', userId: 'Admin' }))
  it.who.refresh()
  await vi.waitFor(() => expect(it.latest()).toMatchObject({ before: 'DOMAIN\\Admin' }))
})

test('says less without the permission for the cookies', async () => {
  const it = startTracker()
  it.browser.hasPermission = false
  it.browser.cookieJar.set('/', it.browser.createCookie('ours'))
  it.browser.activeTab = { id: 1, active: true, url: 'https://qlik.test/hub/' }
  it.watch()
  await it.until('user')
  expect(it.latest()).toMatchObject({ user: 'DOMAIN\\User1', canEnd: false })
  expect(it.latest()).toHaveProperty('isOurs', undefined)
})

test.each([
  [true, 'unreachable'],
  [false, 'noPermission'],
] as const)('tells a tab that nobody may look into (permission %s): %s', async (isAllowed, status) => {
  const it = startTracker()
  it.browser.hasPermission = isAllowed
  it.browser.ports.tabScripting.fetchInTab = async () => undefined
  it.browser.activeTab = { id: 1, active: true, url: 'https://qlik.test/hub/' }
  it.watch()
  await it.until(status)
})

test('asks again when the tab goes elsewhere, and only while a page is open', async () => {
  const it = startTracker()
  it.browser.activeTab = { id: 1, active: true, url: 'https://qlik.test/hub/' }
  it.watch()
  await it.until('user')
  it.browser.navigateTo('https://elsewhere.test/')
  await it.until('notHub')
  it.who.stop()
  expect(it.told.at(-1)).toEqual([])
  const { length } = it.told
  it.browser.navigateTo('https://qlik.test/hub/')
  expect(it.told).toHaveLength(length)
})

test('does not believe the answer to a question that was overtaken', async () => {
  const it = startTracker()
  let answer = (_: string): void => {}
  it.browser.ports.tabScripting.fetchInTab = () =>
    new Promise(resolve => {
      answer = userId => resolve({ status: 200, body: JSON.stringify({ userDirectory: 'DOMAIN', userId }) })
    })
  it.browser.activeTab = { id: 1, active: true, url: 'https://qlik.test/hub/' }
  it.watch()
  await it.until('asking')
  it.browser.navigateTo('https://elsewhere.test/')
  await it.until('notHub')
  answer('Late')
  it.browser.navigateTo('https://qlik.test/hub/')
  await it.until('asking')
  answer('User1')
  await it.until('user')
  expect(JSON.stringify(it.told)).not.toContain('Late')
})

test('keeps quiet while a run goes on, and before any site is known', async () => {
  const it = startTracker()
  it.browser.activeTab = { id: 1, active: true, url: 'https://qlik.test/hub/' }
  it.work(true)
  it.watch()
  expect(it.told).toEqual([])
  it.work(false)
  it.who.refresh()
  await it.until('user')

  const without = startTracker({ sites: [] })
  without.browser.activeTab = { id: 1, active: true, url: 'https://qlik.test/hub/' }
  without.watch()
  expect(without.told).toEqual([])
})

test('tells two windows apart', async () => {
  const it = startTracker()
  it.browser.ports.tabs.findInFront = async windowId =>
    windowId === 1 ? { id: 1, active: true, url: 'https://qlik.test/hub/' } : undefined
  it.watch()
  it.who.handlers.who({ intent: 'who', windowId: 2 })
  await vi.waitFor(() =>
    expect(it.told.at(-1)).toMatchObject([
      { windowId: 1, status: 'user' },
      { windowId: 2, status: 'notHub' },
    ]),
  )
})

test('does without a window that is gone', async () => {
  const it = startTracker()
  it.browser.ports.tabs.findInFront = async () => Promise.reject(new Error('No window with id: 1.'))
  it.watch()
  await vi.waitFor(() => expect(it.who.getLatest(1)).toBeUndefined())
  expect(it.told).toEqual([])
})
