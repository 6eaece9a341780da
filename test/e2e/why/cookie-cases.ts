import { host } from '../fixtures/world.ts'
import type { Case } from './cases.ts'
import { addUser2, putCookie, usePlainHub } from './worlds.ts'

const lastCounts = { qlik: { unknowns: { sessionCookieTwice: 'last' } } } as const

/** The cookie is not kept, or not sent, or not alone. */
export const cookieCases: Case[] = [
  {
    title: 'a cookie of a longer path, set by a page while the hub loads',
    meanwhile: { path: '/hub', act: world => putCookie(world, { path: '/qps' }) },
    says: { narrowerPath: `at the longer path ${host}/qps` },
    button: 'Remove it and sign in again',
  },
  {
    title: 'a cookie for the domain, set by a page while the hub loads',
    settings: lastCounts,
    meanwhile: { path: '/hub', act: world => putCookie(world, { domain: `.${host}` }) },
    says: { twin: `Another X-Qlik-Session for .${host}/` },
    button: 'Remove it and sign in again',
  },
  {
    title: 'a cookie of the parent domain, which no list shows',
    meanwhile: { path: '/hub', act: world => putCookie(world, { domain: '.qlik.test', path: '/qps' }) },
    says: { narrowerPath: 'at the longer path .qlik.test/qps' },
    button: 'Remove it and sign in again',
  },
  {
    title: "another user's session that takes the place of ours while the hub loads",
    meanwhile: { path: '/hub', act: world => putCookie(world, { value: addUser2(world) }) },
    says: {
      overwritten: 'X-Qlik-Session has got another value',
      otherUser: `DOMAIN\\User2, from the cookie X-Qlik-Session of ${host}/`,
    },
    button: 'Sign in again',
  },
  {
    title: 'a session cookie domain that the hub is not in',
    settings: { qlik: { virtualProxies: [{ prefix: '', sessionCookieDomain: 'elsewhere.test' }] } },
    says: { cookieDomain: `.elsewhere.test, and the hub's host ${host} is not in it` },
  },
  {
    title: 'SameSite None without Secure',
    settings: {
      qlik: {
        virtualProxies: [{ prefix: '', sameSiteAttributeHttps: 1, hasSecureAttributeHttps: false }],
      },
    },
    says: { sameSiteNone: 'SameSite None without Secure for X-Qlik-Session' },
  },
  {
    title: 'Secure on plain http',
    settings: { qlik: { plainHubPort: 0, virtualProxies: [{ prefix: '', hasSecureAttributeHttp: true }] } },
    before: world => usePlainHub(world),
    says: { secureOnHttp: 'Secure for X-Qlik-Session-HTTP' },
  },
  {
    title: 'SameSite Strict in a tab that was led to the hub by a link of another site',
    settings: { qlik: { virtualProxies: [{ prefix: '', sameSiteAttributeHttps: 3 }] } },
    before: async world => {
      await putCookie(world, { value: addUser2(world) })
      const page = await world.browser.newPage()
      await page.goto(world.qlik.hub.replace(host, 'localhost'))
      await page.evaluate(hub => {
        document.body.innerHTML = `<a href="${hub}/hub/">Hub</a>`
      }, world.qlik.hub)
      await page.getByRole('link').click()
      await page.waitForURL(`${world.qlik.hub}/hub/`)
    },
    says: { sameSiteStrict: 'led to the hub by https://localhost:' },
    button: 'Sign in again',
  },
]
