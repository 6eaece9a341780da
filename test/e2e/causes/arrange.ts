import { type E2EHarness, hubHost, siteId, toLocalhost } from '../../support/e2e-harness.ts'

/** Where nothing answers: a Repository Service that is closed to testers. */
export const closedQrs = { site: ['--qrs', 'localhost:1'] }

export const plainHttp = { qlik: { plainHubPort: 0 } }

/** The site again, under another address of the hub or with other doors. */
export async function configureHub(world: E2EHarness, hub: string, ...more: string[]): Promise<void> {
  const { qlik } = world
  const endpoints = ['--qps', toLocalhost(qlik.qps), '--qrs', toLocalhost(qlik.qrs)]
  await world.hubpass('site', 'remove', siteId)
  await world.hubpass(
    ...['site', 'add', siteId, '--hub', hub, '--pem', qlik.certificates.folder, ...endpoints, ...more],
  )
  await world.grantPermission(hub)
}

export const configurePlainHub = (world: E2EHarness, ...more: string[]): Promise<void> =>
  configureHub(world, world.qlik.plainHub ?? '', ...more)

/** Puts a cookie into the browser, as a page or another tool would. */
export const addCookie = (
  world: E2EHarness,
  cookie: { name?: string; value?: string; domain?: string; path?: string },
): Promise<void> =>
  world.browser.addCookies([
    {
      name: 'X-Qlik-Session',
      value: 'a-session-of-somebody',
      domain: hubHost,
      path: '/',
      secure: true,
      ...cookie,
    },
  ])

/** Somebody who is signed in already. */
export const addUser2 = (world: E2EHarness): string =>
  world.qlik.addSession({ userDirectory: 'DOMAIN', userId: 'User2', sessionId: 'session-of-user-2' })
    .sessionId
