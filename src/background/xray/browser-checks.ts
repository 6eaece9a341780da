import { type Message, message } from '#messages/message'
import { formatUserName, isSameUserName } from '#protocol/identity'
import type { XrayCheck } from '#protocol/xray'
import type { XrayTarget } from '#shared/sessions/xray'
import type { BrowserPorts } from '../browser/index.ts'
import type { CurrentUserTracker } from '../current-user/current-user.ts'
import type { SignedInTab } from '../current-user/query-hub.ts'

export interface BrowserChecksDeps {
  browser: { tabScripting: Pick<BrowserPorts['tabScripting'], 'readVisibleCookies'> }
  currentUser: Pick<CurrentUserTracker, 'query'>
}

/** Runs the checks that need a page with the session: docs/checks/b-1.md. Never rejects. */
export const createBrowserChecks =
  (deps: BrowserChecksDeps) =>
  async (target: XrayTarget): Promise<XrayCheck[]> => [
    { ...labels, ...(await judge(target, deps).catch(() => undecided('xray.reason.noPage'))) },
  ]

const labels = {
  id: 'B-1',
  title: message('xray.documentCookie.title'),
  severity: 'high',
  class: 'R',
  references: ['WSTG-SESS-02', 'ASVS v5.0.0-3.3.4', 'ZAP 10010'],
  why: message('xray.documentCookie.why'),
} satisfies Partial<XrayCheck>

type Judgement = Omit<XrayCheck, keyof typeof labels>

async function judge(target: XrayTarget, { browser, currentUser }: BrowserChecksDeps): Promise<Judgement> {
  const tab = await currentUser.query(target.windowId)
  if (tab?.status === 'noPermission') return undecided('xray.reason.noPermission')
  if (tab?.status !== 'user' || !isTarget(tab, target)) return undecided('xray.reason.otherTab')
  const { cookie } = tab.sessionCookie ?? {}
  if (cookie === undefined) return undecided('xray.reason.noCookie')
  const visible = await browser.tabScripting.readVisibleCookies(tab.tabId)
  if (visible === undefined) return undecided('xray.reason.noPage')
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
}

const isTarget = ({ site, prefix, user }: SignedInTab, target: XrayTarget): boolean =>
  site.id === target.site && prefix === target.prefix && isSameUserName(formatUserName(user), target.user)

function undecided(key: Parameters<typeof message>[0]): Judgement {
  const reason: Message = message(key)
  return { verdict: 'undecided', message: reason, reason, evidence: [] }
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
