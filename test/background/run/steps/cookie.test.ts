import { expect, it } from 'vitest'
import { planSessionCookie } from '#protocol/session-cookie'
import type { StoredCookie } from '../../../../src/background/browser/stored-cookie.ts'
import { assertCookieStored } from '../../../../src/background/run/steps/cookie.ts'
import { request, startWithPage, waitForOutcome } from '../../../support/background-harness.ts'

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
  ['a SameSite where none was meant, and no default', 'no attribute', { sameSite: 'strict' }, 'sameSite'],
  ['an expiry', 'lax', { expirationDate: 2_000_000_000 }, 'expirationDate'],
  ['another value, for scripts too', 'none', { value: 'of-somebody', httpOnly: false }, 'value, httpOnly'],
] as const)('does not take a cookie for kept that has %s', (_, meant, change, names) =>
  expect(checkStored(meant, change)).toThrow(names),
)

it.each([
  ['the very same', 'strict', {}],
  ['a default in place of no SameSite', 'no attribute', { sameSite: 'lax' }],
  ['a default of before in place of no SameSite', 'no attribute', { sameSite: 'no_restriction' }],
] as const)('takes %s for kept', (_, meant, change) => expect(checkStored(meant, change)).not.toThrow())

it('ends a run whose cookie gets an expiry from somebody, and takes it away', async () => {
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
