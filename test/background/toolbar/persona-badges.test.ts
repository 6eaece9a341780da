import { beforeEach, expect, test, vi } from 'vitest'
import type { Persona } from '#shared/personas/persona'
import { personaColors } from '#shared/personas/persona-colors'
import type { CreatedSession } from '../../../src/background/sessions/session-registry.ts'
import { createPersonaBadges, otherUserColor } from '../../../src/background/toolbar/persona-badges.ts'
import { FakeBrowser, FakeTabBadges } from '../../support/fake-browser.ts'
import { personaFixture } from '../../support/persona-fixture.ts'

const anna = personaFixture('Anna', { colour: 'violet' })
const ben = personaFixture('Ben Bond')
const annasBadge = { text: 'AN', color: personaColors.violet, user: 'DOMAIN\\x', prefix: '' }

let browser: FakeBrowser
let tabBadges: FakeTabBadges
let createdSessions: CreatedSession[]
let seenSessions: CreatedSession[]
let personas: Persona[]
let tabUrls: Record<number, string | undefined>

beforeEach(() => {
  browser = new FakeBrowser()
  tabBadges = new FakeTabBadges()
  createdSessions = [createSession('s1', 'anna')]
  seenSessions = []
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
  createdAt: 1,
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
    seenSessions: { list: async () => seenSessions },
    personas: async () => personas,
  })
const waitForBadges = (expected: Record<number, unknown>) =>
  vi.waitFor(() => {
    expect(Object.fromEntries(tabBadges.shown)).toEqual(expected)
    expect(tabBadges.writeCount).toBeGreaterThan(0)
  })

test('persona badges show whose session each tab sends, for each virtual proxy', async () => {
  createdSessions = [createSession('s2', 'ben bond', 'sales'), ...createdSessions]
  setSentCookie('s2', 'X-Qlik-Session-sales')
  tabUrls = { 7: `${browser.hub}/sense/app/1`, 8: `${browser.hub}/sales/hub/`, 9: undefined }
  readBadges().refresh()
  await waitForBadges({
    7: annasBadge,
    8: { text: 'BB', color: personaColors.blue, user: 'DOMAIN\\x', prefix: 'sales' },
  })
})

test('tab badge shows the user id of a user that is no persona', async () => {
  personas = [ben]
  readBadges().refresh()
  await waitForBadges({ 7: { ...annasBadge, text: 'X', color: otherUserColor } })
})

test('tab badge shows a user of another program whom the hub has reported', async () => {
  seenSessions = createdSessions.map(session => ({ ...session, persona: undefined, userId: 'user1' }))
  createdSessions = []
  readBadges().refresh()
  await waitForBadges({ 7: { text: 'US', color: otherUserColor, user: 'DOMAIN\\user1', prefix: '' } })
})

const badgeRemovals: Record<string, () => void> = {
  'another user signs in': () => setSentCookie('of somebody'),
  'the cookie is removed': () => browser.cookieJar.clear(),
  'the tab navigates to another site': () => {
    tabUrls = { 7: 'https://elsewhere.test/hub/' }
  },
  'the session is ended': () => {
    createdSessions = []
  },
}

test.each(Object.entries(badgeRemovals))('persona badge disappears when %s', async (_, removeBadge) => {
  const all = readBadges()
  all.refresh()
  await waitForBadges({ 7: annasBadge })
  removeBadge()
  all.refresh()
  await waitForBadges({})
})

test('persona badges update other windows when one window closes during the update', async () => {
  const [window] = await browser.ports.windows.list()
  if (window === undefined) throw new Error('one window')
  const closing = { ...window, id: 2, tabs: [{ id: 9, active: true, url: `${browser.hub}/hub/?closing` }] }
  browser.ports.windows.list = async () => [closing, window]
  const { getWinning } = browser.ports.cookies
  browser.ports.cookies.getWinning = async (name, url, storeId) => {
    if (url.includes('?closing')) throw new Error('Invalid cookie store id: "1".')
    return getWinning(name, url, storeId)
  }
  readBadges().refresh()
  await waitForBadges({ 7: annasBadge })
})

test('persona badge follows a renamed persona', async () => {
  const all = readBadges()
  all.refresh()
  await waitForBadges({ 7: annasBadge })
  personas = [{ ...anna, label: 'Eve', colour: 'red' }]
  all.refresh()
  await waitForBadges({ 7: { ...annasBadge, text: 'EV', color: personaColors.red } })
})

test('persona badges disappear while the status is urgent, and return', async () => {
  const all = readBadges()
  all.setSuppressed(true)
  await vi.waitFor(() => expect(tabBadges.writeCount).toBe(1))
  await waitForBadges({})
  all.setSuppressed(false)
  await waitForBadges({ 7: annasBadge })
})

test('persona badges update once more for all changes during an update', async () => {
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

test('persona badges read each cookie once, whatever the number of sessions', async () => {
  createdSessions = Array.from({ length: 50 }, (_, index) => createSession(`s${index}`, 'anna'))
  const sentFirst = vi.spyOn(browser.ports.cookies, 'getWinning')
  readBadges().refresh()
  await waitForBadges({ 7: annasBadge })
  expect(sentFirst).toHaveBeenCalledOnce()
})

test("tab badge shows the session of the tab's own store, though a window has several", async () => {
  createdSessions = [
    { ...createSession('s1', 'ben bond'), storeId: 'firefox-container-2', userId: 'ben' },
    createSession('s1', 'anna'),
  ]
  tabUrls = { 7: `${browser.hub}/hub/`, 8: `${browser.hub}/hub/` }
  browser.ports.cookies.getStoreIdOfTab = async id => (id === 8 ? 'firefox-container-2' : '0')
  readBadges().refresh()
  await waitForBadges({
    7: annasBadge,
    8: { text: 'BB', color: personaColors.blue, user: 'DOMAIN\\ben', prefix: '' },
  })
})
