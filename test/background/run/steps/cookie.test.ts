import { expect, it } from 'vitest'
import { planSessionCookie } from '#protocol/session-cookie'
import type { StoredCookie } from '../../../../src/background/browser/stored-cookie.ts'
import { assertCookieStored } from '../../../../src/background/run/steps/cookie.ts'
import { request, startWithPage, waitForOutcome } from '../../../support/background-harness.ts'
import { catchFinding } from '../../../support/catch-finding.ts'

const createPlan = (sameSite: 'no attribute' | 'none' | 'lax' | 'strict') =>
  planSessionCookie({
    hub: 'https://qlik.test',
    prefix: '',
    sessionId: 'one-session-id',
    settings: { cookieName: 'X-Qlik-Session', cookieDomain: '', https: { sameSite }, http: {}, linked: true },
  }).cookie
const checkStored =
  (plannedSameSite: Parameters<typeof createPlan>[0], change: Partial<StoredCookie>) => () =>
    assertCookieStored(
      createPlan(plannedSameSite),
      [{ ...createPlan(plannedSameSite), ...change }],
      undefined,
    )

it.each([
  ['another SameSite', 'strict', { sameSite: 'lax' }, 'sameSite'],
  ['an explicit SameSite instead of none', 'no attribute', { sameSite: 'strict' }, 'sameSite'],
  ['an expiry', 'lax', { expirationDate: 2_000_000_000 }, 'expirationDate'],
  ['another value and no HttpOnly', 'none', { value: 'of-somebody', httpOnly: false }, 'value, httpOnly'],
] as const)('assertCookieStored rejects a cookie with %s', (_, planned, change, names) =>
  expect(catchFinding(checkStored(planned, change)).message).toContain(names),
)

it.each([
  ['an identical cookie', 'strict', {}],
  ['the default instead of no SameSite', 'no attribute', { sameSite: 'lax' }],
  ['a former default instead of no SameSite', 'no attribute', { sameSite: 'no_restriction' }],
] as const)('assertCookieStored accepts %s', (_, planned, change) =>
  expect(checkStored(planned, change)).not.toThrow(),
)

it('cookie step fails and removes the cookie when it gets an expiry from another party', async () => {
  const bg = await startWithPage()
  const { set } = bg.browser.ports.cookies
  bg.browser.ports.cookies.set = (cookie, storeId) =>
    set({ ...cookie, expirationDate: 2_000_000_000 }, storeId)
  bg.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(bg, 'failed')
  expect(bg.run()?.finding?.code).toBe('COOKIE_REJECTED')
  expect(bg.browser.cookieJar.size).toBe(0)
  expect(bg.companion.sessions).toEqual([])
})
