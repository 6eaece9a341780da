import { beforeEach, expect, test, vi } from 'vitest'
import type { MadeSession } from '../../../src/background/ledger.ts'
import { createPersonaBadges } from '../../../src/background/personas/tab-badges.ts'
import type { Persona } from '../../../src/shared/persona.ts'
import { personaColours } from '../../../src/shared/persona-colours.ts'
import { BrowserDouble, TabBadgesDouble } from '../../doubles/browser.ts'
import { personaOf } from '../../doubles/persona.ts'

const anna = personaOf('Anna', { colour: 'violet' })
const ben = personaOf('Ben Bond')
const annas = { text: 'AN', colour: personaColours.violet }

let browser: BrowserDouble
let tabBadges: TabBadgesDouble
let made: MadeSession[]
let personas: Persona[]
let addresses: Record<number, string | undefined>

beforeEach(() => {
  browser = new BrowserDouble()
  tabBadges = new TabBadgesDouble()
  made = [session('s1', 'anna')]
  personas = [anna, ben]
  addresses = { 7: `${browser.hub}/hub/` }
  browser.ports.windows.all = async () => [
    {
      id: 1,
      isPrivate: false,
      isFocused: true,
      tabs: Object.entries(addresses).map(([id, url]) => ({ id: Number(id), active: false, url })),
    },
  ]
  send('s1')
})

const session = (sessionId: string, persona: string, prefix = ''): MadeSession => ({
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
const send = (value: string, name = 'X-Qlik-Session') => {
  browser.jar.set(name, browser.cookie(value, '/', name))
}
const badges = () =>
  createPersonaBadges({
    browser: browser.ports,
    tabBadges,
    ledger: { all: async () => made },
    personas: async () => personas,
  })
const showing = (expected: Record<number, unknown>) =>
  vi.waitFor(() => {
    expect(Object.fromEntries(tabBadges.shown)).toEqual(expected)
    expect(tabBadges.settings).toBeGreaterThan(0)
  })

test('shows whose session the tab sends, each virtual proxy its own', async () => {
  made = [session('s2', 'ben bond', 'sales'), ...made]
  send('s2', 'X-Qlik-Session-sales')
  addresses = { 7: `${browser.hub}/sense/app/1`, 8: `${browser.hub}/sales/hub/`, 9: undefined }
  badges().look()
  await showing({ 7: annas, 8: { text: 'BB', colour: personaColours.blue } })
})

const endings: Record<string, () => void> = {
  'another user has signed in': () => send('of somebody'),
  'the cookie is gone': () => browser.jar.clear(),
  'the tab has gone elsewhere': () => {
    addresses = { 7: 'https://elsewhere.test/hub/' }
  },
  'the persona was deleted': () => {
    personas = [ben]
  },
  'the session was ended': () => {
    made = []
  },
}

test.each(Object.entries(endings))('goes away when %s', async (_, happen) => {
  const all = badges()
  all.look()
  await showing({ 7: annas })
  happen()
  all.look()
  await showing({})
})

test('are not kept from other windows by one that closes meanwhile', async () => {
  const [window] = await browser.ports.windows.all()
  if (window === undefined) throw new Error('one window')
  const closing = { ...window, id: 2, tabs: [{ id: 9, active: true, url: `${browser.hub}/hub/?closing` }] }
  browser.ports.windows.all = async () => [closing, window]
  const { sentFirst } = browser.ports.cookies
  browser.ports.cookies.sentFirst = async (name, url, storeId) => {
    if (url.includes('?closing')) throw new Error('Invalid cookie store id: "1".')
    return sentFirst(name, url, storeId)
  }
  badges().look()
  await showing({ 7: annas })
})

test('follows a persona that is renamed', async () => {
  const all = badges()
  all.look()
  await showing({ 7: annas })
  personas = [{ ...anna, label: 'Eve', colour: 'red' }]
  all.look()
  await showing({ 7: { text: 'EV', colour: personaColours.red } })
})

test('gives way to what nobody has seen yet, and comes back', async () => {
  const all = badges()
  all.giveWay(true)
  await vi.waitFor(() => expect(tabBadges.settings).toBe(1))
  await showing({})
  all.giveWay(false)
  await showing({ 7: annas })
})

test('looks once more for all that happens during a look', async () => {
  let looks = 0
  const { all } = browser.ports.windows
  browser.ports.windows.all = () => {
    looks += 1
    return all()
  }
  const every = badges()
  for (let times = 0; times < 10; times += 1) every.look()
  await vi.waitFor(() => expect(looks).toBe(2))
  await showing({ 7: annas })
  expect(looks).toBe(2)
})

test('asks for a cookie once, however many sessions went by its name', async () => {
  made = Array.from({ length: 50 }, (_, index) => session(`s${index}`, 'anna'))
  const sentFirst = vi.spyOn(browser.ports.cookies, 'sentFirst')
  badges().look()
  await showing({ 7: annas })
  expect(sentFirst).toHaveBeenCalledOnce()
})
