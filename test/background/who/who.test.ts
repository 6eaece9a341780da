import { expect, test, vi } from 'vitest'
import { openLedger } from '../../../src/background/ledger.ts'
import { createWho } from '../../../src/background/who/who.ts'
import type { Who } from '../../../src/shared/who.ts'
import { BrowserDouble, StoredDouble } from '../../doubles/browser.ts'
import { madeSession } from '../../doubles/made-session.ts'

const site = { id: 'acme', hub: 'https://qlik.test' }

function start({ sites = [site] } = {}) {
  const browser = new BrowserDouble()
  const ledger = openLedger(new StoredDouble())
  const settings = new Map<string, { cookieName?: string; timeoutMinutes?: number }>()
  const want = vi.fn()
  const told: Who[][] = []
  let isBusy = false
  const who = createWho({
    browser: browser.ports,
    ledger,
    virtualProxies: {
      want,
      find: (_, prefix) => {
        const known = settings.get(prefix)
        return known && { prefix, https: {}, http: {}, linked: true, proxies: [], ...known }
      },
    },
    sites: () => sites,
    isBusy: () => isBusy,
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
    until: (status: Who['status']) => vi.waitFor(() => expect(told.at(-1)?.[0]?.status).toBe(status)),
  }
}

test('tells at once that a tab shows no hub', async () => {
  const it = start()
  it.browser.front = { id: 1, active: true, url: 'https://elsewhere.test/hub/' }
  it.watch()
  await it.until('notHub')
  expect(it.told).toHaveLength(1)
})

test('asks, and tells who it is and since when', async () => {
  const it = start()
  const made = madeSession({ sessionId: 'ours', madeAt: 1000, persona: 'anna' })
  await it.ledger.add(made)
  it.browser.jar.set('/', it.browser.cookie('ours'))
  it.browser.lastRequestAt = 60_000
  it.settings.set('', { timeoutMinutes: 30 })
  it.browser.front = { id: 1, active: true, url: 'https://qlik.test/hub/' }
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
  const it = start()
  it.settings.set('sales', { cookieName: 'Their-Name' })
  it.browser.jar.set('/', it.browser.cookie('theirs', '/', 'Their-Name'))
  it.browser.front = { id: 1, active: true, url: 'https://qlik.test/sales/hub/' }
  it.watch()
  await it.until('user')
  expect(it.latest()).toMatchObject({ prefix: 'sales', isOurs: false, canEnd: true })
})

test.each([
  ['the one of the virtual proxy itself', 'Own-Name', false],
  ['the one that Hubpass has made, where that name is not known', undefined, true],
])('of session cookies under several names, takes %s', async (_, cookieName, isOurs) => {
  const it = start()
  if (cookieName !== undefined) it.settings.set('', { cookieName })
  await it.ledger.add(madeSession({ sessionId: 'ours', madeAt: 1000 }))
  await it.ledger.add(madeSession({ sessionId: 'long gone', cookieName: 'Tried-Later', madeAt: 2000 }))
  for (const [value, name] of [
    ['of somebody', 'Tried-Later'],
    ['of the proxy', 'Own-Name'],
    ['ours', 'X-Qlik-Session'],
  ] as const)
    it.browser.jar.set(name, it.browser.cookie(value, '/', name))
  it.browser.front = { id: 1, active: true, url: 'https://qlik.test/hub/' }
  it.watch()
  await it.until('user')
  expect(it.latest()).toMatchObject({ isOurs, canEnd: true })
})

test("does not take another user's session for ours", async () => {
  const it = start()
  await it.ledger.add(madeSession({ sessionId: 'ours', userId: 'User2' }))
  it.browser.jar.set('/', it.browser.cookie('ours'))
  it.browser.front = { id: 1, active: true, url: 'https://qlik.test/hub/' }
  it.watch()
  await it.until('user')
  expect(it.latest()).toMatchObject({ isOurs: false })
})

test('names who was there before, as far as that is known', async () => {
  const it = start()
  const before = it.browser.cookie('before')
  await it.ledger.add(madeSession({ sessionId: 'ours', replaced: [before] }))
  it.browser.jar.set('/', it.browser.cookie('ours'))
  it.browser.front = { id: 1, active: true, url: 'https://qlik.test/hub/' }
  it.watch()
  await it.until('user')
  expect(it.latest()).toMatchObject({ before: '' })
  await it.ledger.add(madeSession({ sessionId: 'before', userId: 'Admin' }))
  it.who.refresh()
  await vi.waitFor(() => expect(it.latest()).toMatchObject({ before: 'DOMAIN\\Admin' }))
})

test('says less without the permission for the cookies', async () => {
  const it = start()
  it.browser.isAllowed = false
  it.browser.jar.set('/', it.browser.cookie('ours'))
  it.browser.front = { id: 1, active: true, url: 'https://qlik.test/hub/' }
  it.watch()
  await it.until('user')
  expect(it.latest()).toMatchObject({ user: 'DOMAIN\\User1', canEnd: false })
  expect(it.latest()).toHaveProperty('isOurs', undefined)
})

test.each([
  [true, 'unreachable'],
  [false, 'noPermission'],
] as const)('tells a tab that nobody may look into (permission %s): %s', async (isAllowed, status) => {
  const it = start()
  it.browser.isAllowed = isAllowed
  it.browser.ports.pageInTab.get = async () => undefined
  it.browser.front = { id: 1, active: true, url: 'https://qlik.test/hub/' }
  it.watch()
  await it.until(status)
})

test('asks again when the tab goes elsewhere, and only while a page is open', async () => {
  const it = start()
  it.browser.front = { id: 1, active: true, url: 'https://qlik.test/hub/' }
  it.watch()
  await it.until('user')
  it.browser.goTo('https://elsewhere.test/')
  await it.until('notHub')
  it.who.rest()
  expect(it.told.at(-1)).toEqual([])
  const { length } = it.told
  it.browser.goTo('https://qlik.test/hub/')
  expect(it.told).toHaveLength(length)
})

test('does not believe the answer to a question that was overtaken', async () => {
  const it = start()
  let answer = (_: string): void => {}
  it.browser.ports.pageInTab.get = () =>
    new Promise(resolve => {
      answer = userId => resolve({ status: 200, body: JSON.stringify({ userDirectory: 'DOMAIN', userId }) })
    })
  it.browser.front = { id: 1, active: true, url: 'https://qlik.test/hub/' }
  it.watch()
  await it.until('asking')
  it.browser.goTo('https://elsewhere.test/')
  await it.until('notHub')
  answer('Late')
  it.browser.goTo('https://qlik.test/hub/')
  await it.until('asking')
  answer('User1')
  await it.until('user')
  expect(JSON.stringify(it.told)).not.toContain('Late')
})

test('keeps quiet while a run goes on, and before any site is known', async () => {
  const it = start()
  it.browser.front = { id: 1, active: true, url: 'https://qlik.test/hub/' }
  it.work(true)
  it.watch()
  expect(it.told).toEqual([])
  it.work(false)
  it.who.refresh()
  await it.until('user')

  const without = start({ sites: [] })
  without.browser.front = { id: 1, active: true, url: 'https://qlik.test/hub/' }
  without.watch()
  expect(without.told).toEqual([])
})

test('tells two windows apart', async () => {
  const it = start()
  it.browser.ports.tabs.inFront = async windowId =>
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
  const it = start()
  it.browser.ports.tabs.inFront = async () => Promise.reject(new Error('No window with id: 1.'))
  it.watch()
  await vi.waitFor(() => expect(it.who.seen(1)).toBeUndefined())
  expect(it.told).toEqual([])
})
