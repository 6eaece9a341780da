import { message } from '#messages/message'
import { type BrowserCheck, undecided } from './check.ts'

/** B-1: what scripts of the page see of the session cookie. */
export const documentCookie: BrowserCheck = {
  about: {
    id: 'B-1',
    title: message('xray.documentCookie.title'),
    severity: 'high',
    class: 'R',
    references: ['WSTG-SESS-02', 'ASVS v5.0.0-3.3.4', 'ZAP 10010'],
    why: message('xray.documentCookie.why'),
  },
  async judge({ tab, session: { cookie }, browser }) {
    const visible = await browser.tabScripting.readVisibleCookies(tab.tabId)
    if (visible === undefined) return undecided(message('xray.reason.noPage'))
    const names = findExposed(visible, cookie)
    const evidence = [message('xray.documentCookie.evidence', { count: splitCookies(visible).length })]
    return names.length === 0
      ? { verdict: 'passed', message: message('xray.documentCookie.passed', { name: cookie.name }), evidence }
      : {
          verdict: 'failed',
          message: message('xray.documentCookie.failed', { names }),
          evidence,
          remedy: {
            page: message('xray.documentCookie.place'),
            field: 'Set-Cookie',
            present: message('xray.documentCookie.present', { names }),
            wanted: 'HttpOnly',
          },
        }
  },
}

const splitCookies = (visible: string): string[] =>
  visible
    .split(';')
    .map(pair => pair.trim())
    .filter(pair => pair !== '')

/** Returns the names of the cookies that have the name of the session cookie or contain its value. */
const findExposed = (visible: string, { name, value }: { name: string; value: string }): string[] =>
  splitCookies(visible)
    .filter(pair => getName(pair) === name || pair.includes(value))
    // A script can put the session id into the name of a cookie, too.
    .map(pair => getName(pair).replaceAll(value, '…') || '""')

/** A cookie without `=` has no name, only a value. */
const getName = (pair: string): string => (pair.includes('=') ? pair.slice(0, pair.indexOf('=')) : '')
