import { expect, test } from 'vitest'
import { inEnglish } from '#messages/checks/english'
import type { SameSiteSetting } from '#protocol/virtual-proxy'
import type { Probes, TabSteps } from '../../../src/background/browser/probes.ts'
import type { TabIdentity } from '../../../src/background/current-user/query-hub.ts'
import { createBrowserChecks } from '../../../src/background/xray/in-browser/browser-checks.ts'
import { FakeBrowser } from '../../support/fake-browser.ts'

const target = { windowId: 1, site: 'acme', prefix: '', user: 'DOMAIN\\User1' }
const value = 'made-up-value-of-a-test'
const steps: TabSteps = { show: async () => {}, goBack: async () => {} }
const headers = { status: 200, cacheControl: '', frameOptions: '', policy: '' }

interface Setup {
  browser: FakeBrowser
  probes: Probes
}

interface Options {
  sameSite?: SameSiteSetting
  prepare?(setup: Setup): void
  signal?: AbortSignal
}

/** Runs the checks in a browser that allows everything, with a hub that allows nothing. */
async function run({ sameSite = 'lax', prepare, signal = AbortSignal.timeout(10_000) }: Options = {}) {
  const browser = new FakeBrowser()
  const cookie = browser.createCookie(value)
  browser.cookieJar.set('own', cookie)
  const { ports } = browser
  ports.tabScripting.fetchInTab = async () => ({ status: 200, body: '{"session":"inactive"}' })
  ports.windows.isPrivateAllowed = async () => true
  ports.cookies.getStoreIdOfTab = async () => '1'
  ports.cookies.getWinning = async () => undefined
  ports.probes = {
    withTab: async (_address, _like, _signal, work) => work(2, steps),
    withPrivateWindow: async (_address, _signal, work) => work(3, steps),
    readHeaders: async () => ({ ...headers, cacheControl: 'no-store', policy: "frame-ancestors 'self'" }),
    addForeignFrame: async () => true,
    markVisit: async () => ({ wasMarked: false, transferred: 300 }),
    closeLeft: async () => {},
  }
  prepare?.({ browser, probes: ports.probes })
  const tab: TabIdentity = {
    ...{ tabId: 1, windowId: 1, prefix: '', askedAt: 1, lastRequestTime: undefined, status: 'user' },
    site: { id: 'acme', hub: browser.hub },
    user: { userDirectory: 'DOMAIN', userId: 'User1' },
    sessionCookie: { cookie, storeId: '0', createdSession: undefined, previousUser: undefined },
  }
  const checks = await createBrowserChecks({
    browser: ports,
    currentUser: { query: async () => tab },
    virtualProxies: {
      find: () => ({ prefix: '', linked: true, https: { sameSite, secure: true }, http: {}, proxies: [] }),
    },
  })(target, signal)
  expect(JSON.stringify(checks)).not.toContain(value)
  return Object.fromEntries(checks.map(check => [check.id, `${check.verdict}: ${inEnglish(check.message)}`]))
}

test('every check in the browser passes on a site that keeps the session to itself', async () => {
  const verdicts = Object.values(await run()).map(line => line.split(':')[0])
  expect(verdicts).toEqual(['passed', 'passed', 'passed', 'passed', 'passed', 'passed'])
})

test('checks in the browser stop when the X-ray is canceled', async () => {
  expect(await run({ signal: AbortSignal.abort() })).toEqual({})
})

test('a check that the browser does not allow is undecided, and the others go on', async () => {
  const withTab = async () => Promise.reject(new Error('no tab'))
  const found = await run({ prepare: ({ probes }) => Object.assign(probes, { withTab }) })
  expect(found['B-3']).toBe('undecided: The page of the tab does not answer.')
  expect(found['B-6']).toMatch(/^passed/)
})

const user = { status: 200, body: JSON.stringify({ userDirectory: 'DOMAIN', userId: 'User1' }) }

/** Shows the frame, with the session or without. */
const showFrame =
  (isSignedIn: boolean) =>
  ({ browser, probes }: Setup): void => {
    const { tabScripting } = browser.ports
    const fetchInTab = tabScripting.fetchInTab
    probes.readHeaders = async () => ({ ...headers, cacheControl: 'no-store' })
    tabScripting.listFrames = async () => [{ id: 7, url: `${browser.hub}/qps/user`, page: browser.hub }]
    tabScripting.fetchInTab = async (id, url, frame) =>
      isSignedIn && frame === 7 ? user : fetchInTab(id, url)
  }

test.each<[string, SameSiteSetting, Options['prepare'], string]>([
  ['is not signed in with Lax', 'lax', showFrame(false), 'passed'],
  ['is not signed in with Strict', 'strict', showFrame(false), 'passed'],
  ['is signed in without an attribute', 'no attribute', showFrame(true), 'failed'],
  ['is signed in with None', 'none', showFrame(true), 'passed'],
  ['is not signed in with None', 'none', showFrame(false), 'failed'],
  ['is refused with None', 'none', undefined, 'undecided'],
  [
    'is refused by X-Frame-Options',
    'lax',
    ({ probes }) =>
      Object.assign(probes, { readHeaders: async () => ({ ...headers, frameOptions: 'DENY' }) }),
    'passed',
  ],
  [
    'does not appear, though nothing refuses it,',
    'lax',
    ({ probes }) => Object.assign(probes, { readHeaders: async () => headers }),
    'undecided',
  ],
  [
    'is forbidden by the page itself',
    'lax',
    ({ probes }) => Object.assign(probes, { addForeignFrame: async () => false }),
    'undecided',
  ],
])('a foreign frame that %s is judged: %s', async (_, sameSite, prepare, verdict) => {
  const found = await run({ sameSite, ...(prepare && { prepare }) })
  expect(found['B-3']?.split(':')[0]).toBe(verdict)
})

test.each([
  ['asks the hub again', { wasMarked: false, transferred: 300 }, 'passed'],
  ['takes the hub from its cache', { wasMarked: false, transferred: 0 }, 'failed'],
  ['has kept the page', { wasMarked: true, transferred: 300 }, 'failed'],
  ['does not tell', { wasMarked: false }, 'undecided'],
  ['does not allow scripts', undefined, 'undecided'],
])('a browser that %s on Back is judged', async (_, visit, verdict) => {
  const found = await run({
    prepare: ({ probes }) =>
      Object.assign(probes, { readHeaders: async () => headers, markVisit: async () => visit }),
  })
  expect(found['B-4']?.split(':')[0]).toBe(verdict)
})

const signInPrivately = ({ browser }: Setup): void => {
  browser.ports.tabScripting.fetchInTab = async () => user
}

const openPrivately = ({ browser }: Setup): void => {
  const open = { id: 2, isPrivate: true, isFocused: false, tabs: [] }
  browser.ports.windows.list = async () => [open]
}

test.each<[string, Options['prepare'], string]>([
  ['shows the user without a cookie', signInPrivately, 'failed: A private window shows the user without'],
  [
    'has the same cookie',
    ({ browser }) => {
      browser.ports.cookies.getWinning = async () => browser.createCookie(value)
    },
    'failed: A private window has the same session',
  ],
  [
    'was open and shows the user',
    setup => {
      signInPrivately(setup)
      openPrivately(setup)
    },
    'undecided: The user has another session',
  ],
  ['was open and shows nobody', openPrivately, 'passed'],
  [
    'is that of the tab',
    ({ browser }) => {
      const own = { id: 1, isPrivate: true, isFocused: true, tabs: [] }
      browser.ports.windows.list = async () => [own]
    },
    'undecided: The tab is in a private window',
  ],
  [
    'is not allowed',
    ({ browser }) => {
      browser.ports.windows.isPrivateAllowed = async () => false
    },
    'undecided: Hubpass may not look into private windows',
  ],
  [
    'does not answer',
    ({ browser }) => {
      browser.ports.tabScripting.fetchInTab = async () => undefined
    },
    'undecided: The page does not answer',
  ],
])('a private window that %s is judged', async (_, prepare, expected) => {
  const found = await run(prepare && { prepare })
  expect(found['B-5']).toMatch(expected)
})
