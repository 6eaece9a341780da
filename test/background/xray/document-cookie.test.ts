import { expect, test } from 'vitest'
import { english } from '#messages/english'
import { formatMessage, isKnown } from '#messages/format'
import type { TabIdentity } from '../../../src/background/current-user/query-hub.ts'
import { createBrowserChecks } from '../../../src/background/xray/browser-checks.ts'
import { FakeBrowser } from '../../support/fake-browser.ts'

const target = { windowId: 1, site: 'acme', prefix: '', user: 'DOMAIN\\User1' }
const value = 'made-up-value-of-a-test'

const createTab = (browser: FakeBrowser): TabIdentity => ({
  ...{ tabId: 1, windowId: 1, prefix: '', askedAt: 1, lastRequestTime: undefined, status: 'user' },
  site: { id: 'acme', hub: browser.hub },
  user: { userDirectory: 'domain', userId: 'user1' },
  sessionCookie: {
    cookie: browser.createCookie(value),
    ...{ storeId: '0', createdSession: undefined, previousUser: undefined },
  },
})

async function check(visible: string | undefined, changes: object = {}) {
  const browser = new FakeBrowser()
  browser.ports.tabScripting.readVisibleCookies = async () => visible
  const query = async () => ({ ...createTab(browser), ...changes })
  const [result] = await createBrowserChecks({
    browser: browser.ports,
    currentUser: { query },
    virtualProxies: { find: () => undefined },
  })(target, AbortSignal.timeout(10_000))
  expect(JSON.stringify(result)).not.toContain(value)
  const texts = [result?.title, result?.message, result?.why, result?.reason, ...(result?.evidence ?? [])]
  for (const text of texts) if (typeof text === 'object') expect(isKnown(english, text)).toBe(true)
  return {
    ...result,
    text: typeof result?.message === 'object' ? formatMessage(english, result.message) : '',
  }
}

test.each([
  ['has no cookie', ''],
  ['has cookies of its own', 'theme=dark; lang=en'],
])('a page that %s passes', async (_, visible) => {
  expect(await check(visible)).toMatchObject({
    ...{ id: 'B-1', verdict: 'passed', text: 'Scripts of the page do not see X-Qlik-Session.' },
  })
})

test.each([
  ['the session cookie', `theme=dark; X-Qlik-Session=${value}`, 'X-Qlik-Session'],
  ['the session cookie with another value', 'X-Qlik-Session=of-another-path', 'X-Qlik-Session'],
  ['a copy of the session id', `copy="${value}"`, 'copy'],
  ['a cookie without a name that has the session id', value, '""'],
  ['a cookie with the session id in its name', `a-${value}=1`, 'a-…'],
])('a page that shows %s fails, and the session id is in no text', async (_, visible, name) => {
  const { verdict, text, remedy } = await check(visible)
  expect(verdict).toBe('failed')
  expect(remedy).toMatchObject({ wanted: 'HttpOnly' })
  expect(text).toContain(name)
})

test.each([
  ['shows another user', { user: { userDirectory: 'CORP', userId: 'anna' } }, 'does not show this user'],
  ['shows another virtual proxy', { prefix: 'sales' }, 'does not show this user'],
  ['shows nobody', { status: 'nobody' }, 'does not show this user'],
  ['may not be accessed', { status: 'noPermission' }, 'may not access the site'],
  ['has an unknown session cookie', { sessionCookie: undefined }, 'does not know the session cookie'],
])('a tab that %s is undecided', async (_, changes, reason) => {
  const { verdict, text } = await check('', changes)
  expect([verdict, text]).toEqual(['undecided', expect.stringContaining(reason)])
})

test('a page that does not answer is undecided', async () => {
  expect(await check(undefined)).toMatchObject({ verdict: 'undecided' })
})
