import { say } from '#messages/checks/message'
import { planSessionCookie, type SameSite } from '../session-cookie.ts'
import { currentUserUrl } from '../site.ts'
import { type AnswerHeaders, type BrowserCheck, type CheckedTab, type Judgement, undecided } from './check.ts'

/** B-3: whether a frame in a page of another site has the session, as the virtual proxy is set. */
export const foreignFrame: BrowserCheck = {
  about: {
    id: 'B-3',
    title: say('browser.frame.title'),
    severity: 'medium',
    class: 'R',
    references: ['WSTG-SESS-02', 'ASVS v5.0.0-3.3.2', 'ASVS v5.0.0-3.4.6', 'ZAP 10054'],
    why: say('browser.frame.why'),
  },
  async judge(checked) {
    const { tab, browser } = checked
    const address = currentUserUrl(tab.site.hub, tab.prefix)
    const seen = await browser.probes.withTab(address, tab.tabId, id => look(id, address, checked))
    if (seen === undefined) return undecided(say('browser.frame.noFrame'))
    const sameSite = findSetting(checked)
    const setting = labels[sameSite]
    const evidence = [`SameSite: ${setting}`, `GET ${address}`]
    if ('refusedBy' in seen) {
      const values = { header: seen.refusedBy }
      return sameSite === 'no_restriction'
        ? undecided(say('browser.frame.refusedNone', values), evidence)
        : { verdict: 'passed', message: say('browser.frame.refused', values), evidence }
    }
    if (seen.isSignedIn === (sameSite === 'no_restriction'))
      return {
        verdict: 'passed',
        message: say(seen.isSignedIn ? 'browser.frame.sent' : 'browser.frame.notSent', { setting }),
        evidence,
      }
    return seen.isSignedIn
      ? fail('browser.frame.sentAgainst', sameSite, checked, evidence)
      : judgeMissing(sameSite, checked, evidence)
  },
}

type Seen = { isSignedIn: boolean } | { refusedBy: string }

/** Returns undefined if the browser shows no such frame for another reason than Qlik Sense's. */
async function look(tabId: number, address: string, { browser }: CheckedTab): Promise<Seen | undefined> {
  const headers = await browser.probes.readHeaders(tabId, address)
  if (headers === undefined || !(await browser.probes.addForeignFrame(tabId, address))) return undefined
  const frame = (await browser.tabScripting.listFrames(tabId)).find(({ url }) => url === address)
  if (frame === undefined) {
    const refusedBy = findRefusal(headers)
    return refusedBy === undefined ? undefined : { refusedBy }
  }
  const { status } = (await browser.askUser(tabId, address, frame.id)) ?? { status: 'unreachable' }
  return status === 'unreachable' ? undefined : { isSignedIn: status === 'user' }
}

/** frame-ancestors decides alone where it is present (CSP 3 §7.7.1). */
const findRefusal = ({ policy, frameOptions }: AnswerHeaders): string | undefined =>
  /frame-ancestors[^;,]*/i.exec(policy)?.[0].trim() ??
  (frameOptions === '' ? undefined : `X-Frame-Options: ${frameOptions}`)

/** Returns the setting of the virtual proxy; that of the cookie if QRS does not tell it. */
function findSetting({ tab: { site, prefix }, session, virtualProxies }: CheckedTab): SameSite {
  const settings = virtualProxies.find(site.id, prefix)
  const planned = planSessionCookie({ hub: site.hub, prefix, sessionId: '', settings })
  return planned.sources.sameSite === 'virtual proxy' ? planned.cookie.sameSite : session.cookie.sameSite
}

/** A cookie with None that the browser holds back shows the browser's setting, not that of the site. */
const judgeMissing = (setting: SameSite, checked: CheckedTab, evidence: string[]): Judgement =>
  checked.session.cookie.sameSite === 'no_restriction'
    ? undecided(say('browser.frame.blocked'), evidence)
    : fail('browser.frame.missing', setting, checked, evidence)

function fail(
  key: 'browser.frame.sentAgainst' | 'browser.frame.missing',
  setting: SameSite,
  { session: { cookie } }: CheckedTab,
  evidence: string[],
): Judgement {
  const present = labels[cookie.sameSite]
  return {
    verdict: 'failed',
    message: say(key, { setting: labels[setting], present }),
    evidence: [...evidence, `${cookie.name}: SameSite=${present}`],
    remedy: {
      page: say('browser.cookieSetter'),
      field: 'Set-Cookie: SameSite',
      present,
      wanted: labels[setting],
    },
  }
}

/** The labels of the QMC. */
const labels: Record<SameSite, string> = {
  unspecified: 'No attribute',
  no_restriction: 'None',
  lax: 'Lax',
  strict: 'Strict',
}
