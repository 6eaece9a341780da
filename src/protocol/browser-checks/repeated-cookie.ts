import { say } from '#messages/checks/message'
import { toCookieKey } from '../cookie-key.ts'
import { currentUserUrl } from '../site.ts'
import type { BrowserCheck } from './check.ts'

/** B-6: of several cookies of one name, the server chooses (RFC 6265 §5.4). */
export const repeatedCookie: BrowserCheck = {
  about: {
    id: 'B-6',
    title: say('browser.twins.title'),
    severity: 'medium',
    class: 'R',
    references: ['WSTG-SESS-02'],
    why: say('browser.twins.why'),
  },
  async judge({ tab: { site, prefix }, session: { cookie, storeId }, browser }) {
    const { name } = cookie
    const found = await browser.cookies.getAllNamed(name, [currentUserUrl(site.hub, prefix)], storeId)
    if (found.length < 2)
      return { verdict: 'passed', message: say('browser.twins.passed', { name }), evidence: [] }
    const count = found.length
    return {
      verdict: 'failed',
      message: say('browser.twins.failed', { name, count }),
      evidence: found.map(one => `${one.name}: ${toCookieKey(one)}`),
      remedy: {
        page: say('browser.cookieSetter'),
        field: 'Set-Cookie: Domain, Path',
        present: say('browser.twins.present', { count }),
        wanted: say('browser.twins.wanted'),
      },
    }
  },
}
