import { hubHost } from '../../support/e2e-harness.ts'
import { addCookie, addUser2, configurePlainHub } from './arrange.ts'
import type { CauseCase } from './cause-case.ts'

const lastCookieWins = { qlik: { unknowns: { sessionCookieTwice: 'last' } } } as const

/** The cookie is not stored, not sent, or shadowed. */
export const cookieCases: CauseCase[] = [
  {
    title: 'a cookie of a longer path, set by a page while the hub loads',
    duringRun: { path: '/hub', act: harness => addCookie(harness, { path: '/qps' }) },
    evidence: { narrowerPath: `it has the longer path ${hubHost}/qps` },
    button: 'Remove it and sign in again',
  },
  {
    title: 'a cookie for the domain, set by a page while the hub loads',
    options: lastCookieWins,
    duringRun: { path: '/hub', act: harness => addCookie(harness, { domain: `.${hubHost}` }) },
    evidence: { twin: `another X-Qlik-Session, for .${hubHost}/` },
    button: 'Remove it and sign in again',
  },
  {
    title: 'a cookie of the parent domain, which the cookies API does not list',
    duringRun: { path: '/hub', act: harness => addCookie(harness, { domain: '.qlik.test', path: '/qps' }) },
    evidence: { narrowerPath: 'it has the longer path .qlik.test/qps' },
    button: 'Remove it and sign in again',
  },
  {
    title: "another user's session that replaces ours while the hub loads",
    duringRun: { path: '/hub', act: harness => addCookie(harness, { value: addUser2(harness) }) },
    evidence: {
      overwritten: 'X-Qlik-Session was overwritten',
      otherUser: `DOMAIN\\User2, from the cookie X-Qlik-Session of ${hubHost}/`,
    },
    button: 'Sign in again',
  },
  {
    title: 'a session cookie domain that does not contain the hub',
    options: { qlik: { virtualProxies: [{ prefix: '', sessionCookieDomain: 'elsewhere.test' }] } },
    evidence: { cookieDomain: `.elsewhere.test. The hub's host ${hubHost} is not in that domain` },
  },
  {
    title: 'SameSite None without Secure',
    options: {
      qlik: {
        virtualProxies: [{ prefix: '', sameSiteAttributeHttps: 1, hasSecureAttributeHttps: false }],
      },
    },
    evidence: { sameSiteNone: 'SameSite None without Secure for X-Qlik-Session' },
  },
  {
    title: 'Secure on plain http',
    options: { qlik: { plainHubPort: 0, virtualProxies: [{ prefix: '', hasSecureAttributeHttp: true }] } },
    arrange: harness => configurePlainHub(harness),
    evidence: { secureOnHttp: 'Secure for X-Qlik-Session-HTTP' },
  },
  {
    title: 'SameSite Strict in a tab that came to the hub by a cross-site link',
    options: { qlik: { virtualProxies: [{ prefix: '', sameSiteAttributeHttps: 3 }] } },
    arrange: async harness => {
      await addCookie(harness, { value: addUser2(harness) })
      const page = await harness.browser.newPage()
      await page.goto(harness.qlik.hub.replace(hubHost, 'localhost'))
      await page.evaluate(hub => {
        document.body.innerHTML = `<a href="${hub}/hub/">Hub</a>`
      }, harness.qlik.hub)
      await page.getByRole('link').click()
      await page.waitForURL(`${harness.qlik.hub}/hub/`)
    },
    evidence: { sameSiteStrict: 'came to the hub from https://localhost:' },
    button: 'Sign in again',
  },
]
