import { expect, test } from 'vitest'
import type { ServedVirtualProxy } from '#protocol/virtual-proxy'
import type { SessionCookieView } from '#shared/sessions/session-cookie'
import type { TabIdentity } from '../../../src/background/current-user/query-hub.ts'
import { createSessionCookieViewer } from '../../../src/background/session-actions/session-cookie.ts'

const site = { id: 'acme', hub: 'https://qlik.test' }
const cookie = {
  name: 'X-Qlik-Session',
  value: 'made-up-value',
  domain: 'qlik.test',
  hostOnly: true,
  path: '/',
  secure: true,
  httpOnly: true,
  sameSite: 'unspecified' as const,
  url: 'https://qlik.test/',
}
const signedIn: TabIdentity = {
  tabId: 1,
  windowId: 7,
  site,
  prefix: '',
  askedAt: 0,
  status: 'user',
  user: { userDirectory: 'DOMAIN', userId: 'User1' },
  sessionCookie: { cookie, storeId: '0', createdSession: undefined, previousUser: undefined },
  lastRequestTime: undefined,
}

function openViewer(query: () => Promise<TabIdentity | undefined>, settings?: Partial<ServedVirtualProxy>) {
  const published: SessionCookieView[] = []
  const viewer = createSessionCookieViewer({
    currentUser: { query },
    virtualProxies: {
      find: () => settings && { prefix: '', https: {}, http: {}, linked: true, proxies: [], ...settings },
    },
    publish: view => published.push(view),
  })
  return {
    viewer,
    published,
    show: async () => viewer.handlers.showSessionCookie({ intent: 'showSessionCookie', windowId: 7 }),
  }
}

test('the cookie is published with what the QMC determines, until it is hidden', async () => {
  const settings = { cookieName: 'X-Other', https: { sameSite: 'lax' as const } }
  const { viewer, published, show } = openViewer(async () => signedIn, settings)
  await show()
  expect(published).toEqual([
    {
      status: 'ready',
      windowId: 7,
      cookie,
      owner: {
        site: 'acme',
        hub: 'https://qlik.test',
        prefix: '',
        user: { userDirectory: 'DOMAIN', userId: 'User1' },
      },
      qmc: { name: 'X-Other', sameSite: 'lax' },
    },
  ])
  viewer.hide()
  viewer.hide()
  expect(published.slice(1)).toEqual([{ status: 'closed' }])
})

test('the owner of a session that Hubpass has created has its attributes', async () => {
  const attributes = [{ name: 'group', value: 'HR' }]
  const createdSession = {
    ...{ sessionId: cookie.value, site, prefix: '', userDirectory: 'DOMAIN', userId: 'User1', attributes },
    ...{ storeId: '0', cookieName: cookie.name, createdAt: 0, virtualProxy: undefined, replaced: [] },
  }
  const sessionCookie = { cookie, storeId: '0', createdSession, previousUser: undefined }
  const { published, show } = openViewer(async () => ({ ...signedIn, sessionCookie }))
  await show()
  expect(published).toMatchObject([{ owner: { attributes } }])
})

test('a tab without a session has no cookie, and unknown settings determine nothing', async () => {
  const nobody = openViewer(async () => undefined)
  await nobody.show()
  expect(nobody.published).toEqual([{ status: 'none', windowId: 7 }])
  const unknown = openViewer(async () => signedIn)
  await unknown.show()
  expect(unknown.published).toMatchObject([{ status: 'ready', qmc: undefined }])
})

test('a page that closes before the hub answers never gets the cookie', async () => {
  let answer = (_: TabIdentity): void => {}
  const { viewer, published, show } = openViewer(
    () =>
      new Promise(resolve => {
        answer = resolve
      }),
  )
  const shown = show()
  viewer.hide()
  answer(signedIn)
  await shown
  expect(published).toEqual([{ status: 'closed' }])
})
