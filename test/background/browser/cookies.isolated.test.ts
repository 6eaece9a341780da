import { beforeEach, expect, test, vi } from 'vitest'
import { cookies } from '../../../src/background/browser/cookies.ts'
import type { StoredCookie } from '../../../src/background/browser/stored-cookie.ts'

const { api } = vi.hoisted(() => ({ api: { get: vi.fn(), getAll: vi.fn(), set: vi.fn() } }))
vi.mock('webextension-polyfill', () => ({ default: { cookies: api } }))

const hub = 'https://hub.qlik.test/hub/'

interface BrowserCookie {
  name: string
  value: string
  domain: string
  hostOnly: boolean
  path: string
  partitionKey?: { topLevelSite: string; hasCrossSiteAncestor?: boolean } | null
  firstPartyDomain?: string
}

interface Details {
  name: string
  url: string
  partitionKey?: { topLevelSite?: string }
  firstPartyDomain?: string | null
}

const createCookie = (value: string, more: Partial<BrowserCookie> = {}): BrowserCookie => ({
  name: 'X',
  value,
  domain: 'hub.qlik.test',
  hostOnly: true,
  path: '/',
  partitionKey: null,
  ...more,
})

/** Simulates the queries of Chromium (docs/facts/browsers-and-node.md §1.5). */
function simulateChromium(jar: BrowserCookie[], hidden: BrowserCookie[] = []): void {
  const isInPartition = ({ partitionKey }: Details, cookie: BrowserCookie) =>
    partitionKey?.topLevelSite === cookie.partitionKey?.topLevelSite
  api.getAll.mockImplementation(async (details: Details) =>
    jar.filter(cookie => details.partitionKey !== undefined || cookie.partitionKey == null),
  )
  api.get.mockImplementation(
    async (details: Details) => [...hidden, ...jar].find(cookie => isInPartition(details, cookie)) ?? null,
  )
}

const firstPartyMissing =
  "First-Party Isolation is enabled, but the required 'firstPartyDomain' attribute was not set."

/** Simulates Firefox with `privacy.firstparty.isolate`. */
function simulateIsolatingFirefox(jar: BrowserCookie[]): void {
  const requireFirstParty = async (details: Details) => {
    if (!('firstPartyDomain' in details)) throw new Error(firstPartyMissing)
    return details
  }
  api.get.mockImplementation(requireFirstParty)
  api.set.mockImplementation(requireFirstParty)
  api.getAll.mockImplementation((details: Details) => requireFirstParty(details).then(() => jar))
}

const partitionKey = { topLevelSite: 'https://qlik.test', hasCrossSiteAncestor: false }
const planned: StoredCookie = {
  name: 'X',
  value: 'ours',
  domain: 'hub.qlik.test',
  hostOnly: true,
  path: '/',
  secure: true,
  httpOnly: true,
  sameSite: 'unspecified',
  url: hub,
}
const valuesOf = (found: StoredCookie[]): string[] => found.map(({ value }) => value)

beforeEach(() => vi.resetAllMocks())

test('cookies include those of the own partition, but not those of a portal', async () => {
  simulateChromium([
    createCookie('plain'),
    createCookie('own partition', { partitionKey }),
    createCookie('portal', {
      partitionKey: { topLevelSite: 'https://portal.test', hasCrossSiteAncestor: true },
    }),
    createCookie('own site in a portal', { partitionKey: { ...partitionKey, hasCrossSiteAncestor: true } }),
    createCookie('similar site', { partitionKey: { topLevelSite: 'https://lik.test' } }),
    createCookie('other scheme', { partitionKey: { topLevelSite: 'http://qlik.test' } }),
  ])
  const found = await cookies.getAllNamed('X', [hub], '0')
  expect(valuesOf(found)).toEqual(['plain', 'own partition'])
  expect(found.map(cookie => cookie.partitionKey)).toEqual([undefined, partitionKey])
  expect(valuesOf(await cookies.getSentTo(hub, '0'))).toEqual(['plain', 'own partition'])
})

test.each([
  ['of the longer path', [createCookie('plain'), createCookie('other', { partitionKey, path: '/hub' })], []],
  ['of a parent domain, which is hidden', [createCookie('plain')], [createCookie('other', { partitionKey })]],
  ['that is alone', [createCookie('other', { partitionKey })], []],
])('cookies put a partitioned cookie %s first', async (_, jar, hidden) => {
  simulateChromium(jar, hidden)
  expect(await cookies.getWinning('X', hub, '0')).toMatchObject({ value: 'other', partitionKey })
})

test.each(['https://10.0.0.5/hub/', 'https://qlik/hub/', 'https://[::1]:8443/hub/'])(
  'cookies find the partition of a host without a parent domain: %s',
  async url => {
    const { protocol, hostname } = new URL(url)
    simulateChromium([createCookie('other', { partitionKey: { topLevelSite: `${protocol}//${hostname}` } })])
    expect(await cookies.getWinning('X', url, '0')).toMatchObject({ value: 'other' })
  },
)

test('cookies set and expire a cookie in its partition', async () => {
  await cookies.set({ ...planned, partitionKey }, '0')
  await cookies.expire({ ...planned, partitionKey }, '0')
  expect(api.set.mock.calls).toMatchObject([
    [{ value: 'ours', partitionKey }],
    [{ value: '', expirationDate: 1, partitionKey }],
  ])
})

test('cookies pass no key to a browser that knows none of it', async () => {
  await cookies.set(planned, '0')
  expect(api.set.mock.calls[0]?.[0]).not.toHaveProperty('partitionKey')
  expect(api.set.mock.calls[0]?.[0]).not.toHaveProperty('firstPartyDomain')
})

test('cookies are found and set in the first party that Firefox isolates', async () => {
  simulateIsolatingFirefox([
    createCookie('own', { firstPartyDomain: 'qlik.test' }),
    createCookie('portal', { firstPartyDomain: 'portal.test' }),
    createCookie('before the isolation', { firstPartyDomain: '' }),
  ])
  expect(valuesOf(await cookies.getAllNamed('X', [hub], '0'))).toEqual(['own'])
  const own = await cookies.getWinning('X', hub, '0')
  expect(own).toMatchObject({ value: 'own', firstPartyDomain: 'qlik.test' })
  await cookies.set(planned, '0')
  expect(api.set).toHaveBeenLastCalledWith(expect.objectContaining({ firstPartyDomain: 'qlik.test' }))
})

test('cookies are set for the parent domain when Firefox isolates and has no cookie of the hub', async () => {
  simulateIsolatingFirefox([])
  await cookies.set(planned, '0')
  expect(api.set).toHaveBeenLastCalledWith(expect.objectContaining({ firstPartyDomain: 'qlik.test' }))
})

test.each(['getAll', 'get', 'set'] as const)('cookies rethrow any other error of %s', async name => {
  simulateChromium([])
  api[name].mockRejectedValue(new Error('No host permissions'))
  const work = name === 'set' ? cookies.set(planned, '0') : cookies.getAllNamed('X', [hub], '0')
  await expect(work).rejects.toThrow('No host permissions')
})
