import { host, onThisMachine, siteId, type World } from '../fixtures/world.ts'

/** Where nothing answers: a Repository Service that is closed to testers. */
export const closedQrs = { site: ['--qrs', 'localhost:1'] }

export const plain = { qlik: { plainHubPort: 0 } }

/** The site again, under another address of the hub or with other doors. */
export async function useHub(world: World, hub: string, ...more: string[]): Promise<void> {
  const { qlik } = world
  const doors = ['--qps', onThisMachine(qlik.qps), '--qrs', onThisMachine(qlik.qrs)]
  await world.hubpass('site', 'remove', siteId)
  await world.hubpass(
    ...['site', 'add', siteId, '--hub', hub, '--pem', qlik.certificates.folder, ...doors, ...more],
  )
  await world.allow(hub)
}

export const usePlainHub = (world: World, ...more: string[]): Promise<void> =>
  useHub(world, world.qlik.plainHub ?? '', ...more)

/** Puts a cookie into the browser, as a page or another tool would. */
export const putCookie = (
  world: World,
  cookie: { name?: string; value?: string; domain?: string; path?: string },
): Promise<void> =>
  world.browser.addCookies([
    {
      name: 'X-Qlik-Session',
      value: 'a-session-of-somebody',
      domain: host,
      path: '/',
      secure: true,
      ...cookie,
    },
  ])

/** Somebody who is signed in already. */
export const addUser2 = (world: World): string =>
  world.qlik.addSession({ userDirectory: 'DOMAIN', userId: 'User2', sessionId: 'session-of-user-2' })
    .sessionId
