import { expect, test } from 'vitest'
import type { DoubleOptions } from '../doubles/qlik-sense/settings.ts'
import { E2EHarness, hubHost, siteId } from '../support/e2e-harness.ts'

const user = { directory: 'DOMAIN', userId: 'User1' }
const name = 'X-Qlik-Session'

const openPopup = async (harness: E2EHarness) => {
  const popup = await harness.openPopup()
  await popup.fill(user)
  return popup
}

const partitioned = {
  name,
  value: 'partitioned-session-id',
  path: '/',
  secure: true,
  sameSite: 'None',
  partitionKey: 'https://qlik.test',
  _crHasCrossSiteAncestor: false,
} as const

/** Cookies as the proxy or an older tool would leave them. */
const existingCookies = {
  'a stale session cookie': {
    name,
    value: 'stale-session-id',
    domain: hubHost,
    path: '/',
    secure: true,
    httpOnly: true,
  },
  'a shadowing cookie of the domain': {
    name,
    value: 'twin-session-id',
    domain: `.${hubHost}`,
    path: '/',
    secure: true,
  },
  // The cookies API does not list it without a permission for the parent domain.
  'a shadowing cookie of the parent domain': {
    name,
    value: 'twin-session-id',
    domain: '.qlik.test',
    path: '/',
    secure: true,
  },
  // As a portal or a reverse proxy adds the attribute.
  'a partitioned cookie': { ...partitioned, domain: hubHost },
  'a partitioned cookie of the parent domain': { ...partitioned, domain: '.qlik.test' },
  'a shadowing cookie of a longer path': { name, value: 'twin-session-id', domain: hubHost, path: '/hub' },
}

test.each(Object.entries(existingCookies))('sign-in replaces %s', async (_, cookie) => {
  await using harness = await E2EHarness.open()
  await harness.browser.addCookies([cookie])
  const popup = await openPopup(harness)
  await popup.signIn()

  expect(await popup.waitForOutcome()).toBe('passed')
  const [session] = harness.qlik.sessions
  expect(await harness.browser.cookies(`${harness.qlik.hub}/hub/`)).toMatchObject([
    {
      name,
      value: session?.sessionId,
      domain: hubHost,
      path: '/',
      secure: true,
      httpOnly: true,
      expires: -1,
    },
  ])
})

test.each(Object.entries(existingCookies))('a failed run restores %s', async (_, cookie) => {
  await using harness = await E2EHarness.open()
  await harness.browser.addCookies([cookie])
  const before = await harness.browser.cookies()
  await harness.qlik.fault('garbage', { endpoint: 'proxy', path: '/qps/user' })
  const popup = await openPopup(harness)
  await popup.signIn()

  expect(await popup.waitForOutcome()).toBe('failed')
  expect(await harness.browser.cookies()).toEqual(before)
  expect(harness.qlik.sessions).toEqual([])
})

test('sign-in keeps cookies of other names and virtual proxies', async () => {
  await using harness = await E2EHarness.open()
  const other = {
    name: 'X-Qlik-Session-sales',
    value: 'of-another-proxy',
    domain: hubHost,
    path: '/',
    secure: true,
  }
  await harness.browser.addCookies([other])
  const popup = await openPopup(harness)
  await popup.signIn()

  expect(await popup.waitForOutcome()).toBe('passed')
  expect(await harness.hubCookies()).toContainEqual(expect.objectContaining(other))
})

/** An address where nothing listens. The run then uses the typed or default name. */
const closedPort = 'localhost:1'

/** Opens a harness whose only site has its hub on plain http. */
async function openPlainHarness(qrs?: string) {
  const harness = await E2EHarness.open({ qlik: { plainHubPort: 0 } })
  const hub = harness.qlik.plainHub ?? ''
  const qps = `localhost:${new URL(harness.qlik.qps).port}`
  await harness.hubpass('site', 'remove', siteId)
  await harness.hubpass(
    'site',
    'add',
    'plain',
    '--hub',
    hub,
    '--qps',
    qps,
    '--qrs',
    qrs ?? `localhost:${new URL(harness.qlik.qrs).port}`,
    '--pem',
    harness.qlik.certificates.folder,
  )
  await harness.grantPermission(hub)
  return harness
}

test('run fails with COOKIE_REJECTED when the browser does not store the cookie', async () => {
  await using harness = await openPlainHarness(closedPort)
  const popup = await openPopup(harness)
  // The browser stores cookies with this prefix for secure addresses only.
  await popup.fill({ cookieName: '__Secure-X-Qlik-Session' })
  await popup.signIn()

  expect(await popup.waitForOutcome()).toBe('failed')
  expect(await popup.finding()).toMatchObject({ code: 'COOKIE_REJECTED' })
  expect(harness.qlik.sessions).toEqual([])
})

test('sign-in over plain http uses the cookie name with -HTTP', async () => {
  await using harness = await openPlainHarness()
  const popup = await openPopup(harness)
  await popup.signIn()

  expect(await popup.waitForOutcome()).toBe('passed')
  expect(await harness.browser.cookies(harness.qlik.plainHub)).toMatchObject([
    { name: 'X-Qlik-Session-HTTP', secure: false },
  ])
})

/**
 * Sets a cookie again whenever it is removed, as a page or another extension may do. Does so in the
 * worker: on a busy machine, a page would be slower than the run.
 */
async function keepSetting(harness: E2EHarness, cookie: { url: string; path: string; value: string }) {
  // The worker must end, because the browser serves the next test.
  harness.use({ [Symbol.asyncDispose]: () => harness.stopWorker() })
  await harness.browser.serviceWorkers()[0]?.evaluate(
    async cookie => {
      chrome.cookies.onChanged.addListener(change => {
        if (change.removed && change.cookie.value === cookie.value) void chrome.cookies.set(cookie)
      })
      await chrome.cookies.set(cookie)
    },
    { ...cookie, name },
  )
}

test('run fails with COOKIE_SHADOWED when another program keeps setting a shadowing cookie', async () => {
  await using harness = await E2EHarness.open()
  const popup = await openPopup(harness)
  await popup.requestHostPermission(harness.qlik.hub)
  await keepSetting(harness, { url: `${harness.qlik.hub}/hub/`, path: '/hub', value: 'twin' })
  await popup.signIn()

  expect(await popup.waitForOutcome()).toBe('failed')
  expect(await popup.finding()).toMatchObject({ code: 'COOKIE_SHADOWED' })
  expect(harness.qlik.sessions).toEqual([])
})

test('run fails with WRONG_IDENTITY when another session takes precedence', async () => {
  await using harness = await E2EHarness.open({ site: ['--qrs', closedPort] })
  const popup = await openPopup(harness)
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
  await popup.page.bringToFront()
  await popup.fill({ userId: 'User2', cookieName: 'X-Qlik-Session-other' })
  await popup.signIn()
  await popup.waitForStep('identity', 'failed')
  // The finding appears before the rollback, the outcome after it.
  expect(await popup.waitForOutcome()).toBe('failed')

  const finding = await popup.finding()
  expect(finding).toMatchObject({ code: 'WRONG_IDENTITY' })
  expect(finding.message).toContain('User1')
  expect(harness.qlik.sessions.map(({ userId }) => userId)).toEqual(['User1'])
})

test('sign-in keeps a partitioned cookie of a portal, which the hub does not get in its own tab', async () => {
  await using harness = await E2EHarness.open()
  const inPortal = { partitionKey: 'https://portal.test', _crHasCrossSiteAncestor: true }
  const ofPortal = { ...partitioned, domain: hubHost, ...inPortal }
  await harness.browser.addCookies([ofPortal])
  const popup = await openPopup(harness)
  await popup.signIn()

  expect(await popup.waitForOutcome()).toBe('passed')
  expect((await harness.browser.cookies()).map(({ value }) => value)).toContain(ofPortal.value)
})

const refusedSettings: [string, NonNullable<DoubleOptions['virtualProxies']>[number], string][] = [
  [
    '__Host-',
    { prefix: '', sessionCookieHeaderName: '__Host-Hub', sessionCookieDomain: 'qlik.test' },
    'Session cookie domain',
  ],
  [
    '__Secure-',
    { prefix: '', sessionCookieHeaderName: '__Secure-Hub', hasSecureAttributeHttps: false },
    'Has secure attribute (https)',
  ],
]

test.each(refusedSettings)(
  'run names the rule of %s and the field of the QMC when the browser rejects the cookie',
  async (prefix, virtualProxy, field) => {
    await using harness = await E2EHarness.open({ qlik: { virtualProxies: [virtualProxy] } })
    const popup = await openPopup(harness)
    await popup.signIn()

    expect(await popup.waitForOutcome()).toBe('failed')
    const finding = await popup.finding()
    expect(finding).toMatchObject({ code: 'COOKIE_REJECTED' })
    expect(finding.message).toContain(`begins with ${prefix}`)
    expect(finding.remedy).toContain(`"${field}"`)
  },
)

test('a failed run restores the cookie of the previous user when the browser refuses its own', async () => {
  const virtualProxies = [{ prefix: '', sessionCookieDomain: 'other.test' }]
  await using harness = await E2EHarness.open({ qlik: { virtualProxies } })
  const previous = existingCookies['a stale session cookie']
  await harness.browser.addCookies([previous, { ...previous, path: '/hub' }])
  const before = await harness.browser.cookies()
  const popup = await openPopup(harness)
  await popup.signIn()

  expect(await popup.waitForOutcome()).toBe('failed')
  expect(await popup.finding()).toMatchObject({ code: 'COOKIE_REJECTED' })
  expect(await harness.browser.cookies()).toEqual(before)
  expect(await popup.page.getByText('could not be restored').count()).toBe(0)
  expect(harness.qlik.sessions).toEqual([])
})
