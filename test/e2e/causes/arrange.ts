import { type E2EHarness, hubHost, siteId, toLocalhost } from '../../support/e2e-harness.ts'

/** A site whose Repository Service is closed to testers: nothing listens on this port. */
export const closedQrs = { site: ['--qrs', 'localhost:1'] }

export const plainHttp = { qlik: { plainHubPort: 0 } }

/** Configures the site again with another hub address or other endpoints. */
export async function configureHub(harness: E2EHarness, hub: string, ...more: string[]): Promise<void> {
  const { qlik } = harness
  const endpoints = ['--qps', toLocalhost(qlik.qps), '--qrs', toLocalhost(qlik.qrs)]
  await harness.hubpass('site', 'remove', siteId)
  await harness.hubpass(
    ...['site', 'add', siteId, '--hub', hub, '--pem', qlik.certificates.folder, ...endpoints, ...more],
  )
  await harness.grantPermission(hub)
}

/** Gives the hub a name that the companion reaches too, and returns its address. */
export async function configureReachableHub(harness: E2EHarness): Promise<string> {
  const hub = `https://${toLocalhost(harness.qlik.hub)}`
  await configureHub(harness, hub)
  return hub
}

export const configurePlainHub = (harness: E2EHarness, ...more: string[]): Promise<void> =>
  configureHub(harness, harness.qlik.plainHub ?? '', ...more)

/** Adds a cookie to the browser, as a page or another tool would. */
export const addCookie = (
  harness: E2EHarness,
  cookie: { name?: string; value?: string; domain?: string; path?: string },
): Promise<void> =>
  harness.browser.addCookies([
    {
      name: 'X-Qlik-Session',
      value: 'a-session-of-somebody',
      domain: hubHost,
      path: '/',
      secure: true,
      ...cookie,
    },
  ])

/** Adds a session of User2 and returns its id. */
export const addUser2 = (harness: E2EHarness): string =>
  harness.qlik.addSession({ userDirectory: 'DOMAIN', userId: 'User2', sessionId: 'session-of-user-2' })
    .sessionId
