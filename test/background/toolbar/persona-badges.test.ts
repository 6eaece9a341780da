import { beforeEach, expect, test, vi } from 'vitest'
import type { Persona } from '#shared/personas/persona'
import { personaColors } from '#shared/personas/persona-colors'
import type { CreatedSession } from '../../../src/background/sessions/session-registry.ts'
import { createPersonaBadges } from '../../../src/background/toolbar/persona-badges.ts'
import { FakeBrowser, FakeTabBadges } from '../../support/fake-browser.ts'
import { personaFixture } from '../../support/persona-fixture.ts'

const anna = personaFixture('Anna', { colour: 'violet' })
const ben = personaFixture('Ben Bond')
const annasBadge = { text: 'AN', color: personaColors.violet }

let browser: FakeBrowser
let tabBadges: FakeTabBadges
let createdSessions: CreatedSession[]
let personas: Persona[]
let tabUrls: Record<number, string | undefined>

beforeEach(() => {
  browser = new FakeBrowser()
  tabBadges = new FakeTabBadges()
  createdSessions = [createSession('s1', 'anna')]
  personas = [anna, ben]
  tabUrls = { 7: `${browser.hub}/hub/` }
  browser.ports.windows.list = async () => [
    {
      id: 1,
      isPrivate: false,
      isFocused: true,
      tabs: Object.entries(tabUrls).map(([id, url]) => ({ id: Number(id), active: false, url })),
    },
  ]
  setSentCookie('s1')
})

const createSession = (sessionId: string, persona: string, prefix = ''): CreatedSession => ({
  sessionId,
  persona,
  prefix,
  site: { id: 'acme', hub: 'https://qlik.test' },
  userDirectory: 'DOMAIN',
  userId: 'x',
  storeId: '0',
  cookieName: `X-Qlik-Session${prefix === '' ? '' : `-${prefix}`}`,
  madeAt: 1,
  virtualProxy: undefined,
  replaced: [],
})
const setSentCookie = (value: string, name = 'X-Qlik-Session') => {
  browser.cookieJar.set(name, browser.createCookie(value, '/', name))
}
const readBadges = () =>
  createPersonaBadges({
    browser: browser.ports,
    tabBadges,
    registry: { list: async () => createdSessions },
    personas: async () => personas,
  })
const waitForBadges = (expected: Record<number, unknown>) =>
  vi.waitFor(() => {
    expect(Object.fromEntries(tabBadges.shown)).toEqual(expected)
    expect(tabBadges.writeCount).toBeGreaterThan(0)
  })

test('shows whose session the tab sends, each virtual proxy its own', async () => {
  createdSessions = [createSession('s2', 'ben bond', 'sales'), ...createdSessions]
  setSentCookie('s2', 'X-Qlik-Session-sales')
  tabUrls = { 7: `${browser.hub}/sense/app/1`, 8: `${browser.hub}/sales/hub/`, 9: undefined }
  readBadges().refresh()
  await waitForBadges({ 7: annasBadge, 8: { text: 'BB', color: personaColors.blue } })
})

const waysToEnd: Record<string, () => void> = {
  'another user has signed in': () => setSentCookie('of somebody'),
  'the cookie is gone': () => browser.cookieJar.clear(),
  'the tab has gone elsewhere': () => {
    tabUrls = { 7: 'https://elsewhere.test/hub/' }
  },
  'the persona was deleted': () => {
    personas = [ben]
  },
  'the session was ended': () => {
    createdSessions = []
  },
}

test.each(Object.entries(waysToEnd))('goes away when %s', async (_, happen) => {
  const all = readBadges()
  all.refresh()
  await waitForBadges({ 7: annasBadge })
  happen()
  all.refresh()
  await waitForBadges({})
})

test('are not kept from other windows by one that closes meanwhile', async () => {
  const [window] = await browser.ports.windows.list()
  if (window === undefined) throw new Error('one window')
  const closing = { ...window, id: 2, tabs: [{ id: 9, active: true, url: `${browser.hub}/hub/?closing` }] }
  browser.ports.windows.list = async () => [closing, window]
  const { getWinning: sentFirst } = browser.ports.cookies
  browser.ports.cookies.getWinning = async (name, url, storeId) => {
    if (url.includes('?closing')) throw new Error('Invalid cookie store id: "1".')
    return sentFirst(name, url, storeId)
  }
  readBadges().refresh()
  await waitForBadges({ 7: annasBadge })
})

test('follows a persona that is renamed', async () => {
  const all = readBadges()
  all.refresh()
  await waitForBadges({ 7: annasBadge })
  personas = [{ ...anna, label: 'Eve', colour: 'red' }]
  all.refresh()
  await waitForBadges({ 7: { text: 'EV', color: personaColors.red } })
})

test('gives way to what nobody has seen yet, and comes back', async () => {
  const all = readBadges()
  all.setSuppressed(true)
  await vi.waitFor(() => expect(tabBadges.writeCount).toBe(1))
  await waitForBadges({})
  all.setSuppressed(false)
  await waitForBadges({ 7: annasBadge })
})

test('looks once more for all that happens during a look', async () => {
  let looks = 0
  const { list: all } = browser.ports.windows
  browser.ports.windows.list = () => {
    looks += 1
    return all()
  }
  const every = readBadges()
  for (let times = 0; times < 10; times += 1) every.refresh()
  await vi.waitFor(() => expect(looks).toBe(2))
  await waitForBadges({ 7: annasBadge })
  expect(looks).toBe(2)
})

test('asks for a cookie once, however many sessions went by its name', async () => {
  createdSessions = Array.from({ length: 50 }, (_, index) => createSession(`s${index}`, 'anna'))
  const sentFirst = vi.spyOn(browser.ports.cookies, 'getWinning')
  readBadges().refresh()
  await waitForBadges({ 7: annasBadge })
  expect(sentFirst).toHaveBeenCalledOnce()
})
