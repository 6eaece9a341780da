import { type Answer, escapeHtml, html } from '../http/answer.ts'
import type { Session } from '../site/sessions.ts'
import { isSameUser } from '../site/users.ts'
import type { ProxyCall } from './call.ts'
import { renderPage } from './page.ts'

/** Of one user in parallel, per virtual proxy (qlik-sense-facts.md §4.6). */
const MOST_SESSIONS = 5

/** What users read (qlik-sense-facts.md §4.5 and §4.6). */
export const USAGE_WORDS = {
  noAccessPass: 'You cannot access Qlik Sense because you have no access pass.',
  sixthSession: 'You cannot access Qlik Sense because you have too many sessions active in parallel.',
} as const

/** The session is made without a licence; whether the hub or an app refuses it is not known (qlik-sense-facts.md Unknown 15). */
export function refuseNoAccessPass(session: Session, { site }: ProxyCall): Answer | undefined {
  const user = site.users.find(each => isSameUser(each, session))
  const isRefused = user?.hasAccessPass === false && site.unknowns.noAccessPass === 'hubPage'
  return isRefused ? usagePage(200, USAGE_WORDS.noAccessPass) : undefined
}

/** Seen on a live site: the hub's HTTP calls go on working (qlik-sense-facts.md §4.6). */
export function refuseSixthSession(session: Session, call: ProxyCall): Answer | undefined {
  const { sixthSession } = call.site.unknowns
  if (sixthSession === 'hubWorks' || !isBeyondLimit(session, call)) return undefined
  return usagePage(sixthSession === 'hub403' ? 403 : 200, USAGE_WORDS.sixthSession)
}

function isBeyondLimit(session: Session, { site, virtualProxy }: ProxyCall): boolean {
  const counted = site.sessions
    .ofUser(virtualProxy.prefix, session)
    .filter(({ usedAt }) => site.unknowns.limitCounts === 'allSessions' || usedAt !== undefined)
  return counted.findIndex(({ sessionId }) => sessionId === session.sessionId) >= MOST_SESSIONS
}

const usagePage = (status: number, words: string): Answer =>
  html(status, renderPage({ title: words, content: `<h1>${escapeHtml(words)}</h1>` }))
