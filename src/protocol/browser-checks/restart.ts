import { say } from '#messages/checks/message'
import { currentUserUrl, hubUrl } from '../site.ts'
import type { BrowserCheck } from './check.ts'

/** B-2: a browser keeps a cookie with an end beyond its own (RFC 6265 §5.3). */
export const restart: BrowserCheck = {
  about: {
    id: 'B-2',
    title: say('browser.restart.title'),
    severity: 'low',
    class: 'R',
    references: ['WSTG-SESS-01', 'WSTG-SESS-07'],
    why: say('browser.restart.why'),
  },
  async judge({ tab: { site, prefix }, session: { cookie, storeId }, browser }) {
    const { name } = cookie
    const addresses = [currentUserUrl(site.hub, prefix), hubUrl(site.hub, prefix)]
    const ends = (await browser.cookies.getAllNamed(name, addresses, storeId)).flatMap(
      ({ expirationDate }) => (expirationDate === undefined ? [] : [expirationDate]),
    )
    if (ends.length === 0)
      return { verdict: 'passed', message: say('browser.restart.passed', { name }), evidence: [] }
    const until = new Date(Math.max(...ends) * 1000).toISOString().slice(0, 10)
    return {
      verdict: 'failed',
      message: say('browser.restart.failed', { name }),
      evidence: [say('browser.restart.evidence', { name, until })],
      remedy: {
        page: say('browser.cookieSetter'),
        field: 'Set-Cookie',
        present: say('browser.restart.present', { until }),
        wanted: say('browser.restart.wanted'),
      },
    }
  },
}
