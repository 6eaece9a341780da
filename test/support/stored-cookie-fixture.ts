import type { StoredCookie } from '../../src/background/browser/stored-cookie.ts'

/** Returns a session cookie of `https://hub.qlik.test`. */
export const storedCookieFixture = (more: Partial<StoredCookie> = {}): StoredCookie => ({
  name: 'X-Qlik-Session',
  value: 'session-id-of-a-test',
  domain: 'hub.qlik.test',
  hostOnly: true,
  path: '/',
  secure: true,
  httpOnly: true,
  sameSite: 'unspecified',
  url: 'https://hub.qlik.test/',
  ...more,
})
