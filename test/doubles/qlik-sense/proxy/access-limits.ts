import { escapeHtml, html, type OutgoingResponse } from '../http/response.ts'
import type { Session } from '../site/sessions.ts'
import { findUser, isInactive, lacksAccess } from '../site/users.ts'
import type { ProxyContext } from './context.ts'
import { renderPage } from './render-page.ts'

/** Parallel sessions of one user per virtual proxy (docs/facts/qlik-sense.md §4.6). */
const MAX_SESSIONS = 5

/** The messages that users see (docs/facts/qlik-sense.md §4.5 and §4.6). */
export const ACCESS_MESSAGES = {
  noAccessPass: 'You cannot access Qlik Sense because you have no access pass.',
  sixthSession: 'You cannot access Qlik Sense because you have too many sessions active in parallel.',
  inactive: 'Your account is inactive',
} as const

/** Rejects an inactive or blocked user, as users report (docs/facts/qlik-sense.md §4.5). */
export const refuseInactiveUser = (session: Session, { site }: ProxyContext): OutgoingResponse | undefined =>
  isInactive(findUser(site, session)) || site.decideAccess(session) === 'errorPage'
    ? renderAccessPage(403, ACCESS_MESSAGES.inactive)
    : undefined

/**
 * Rejects a session without an access pass. Whether the hub or an app rejects it is unknown
 * (docs/facts/qlik-sense.md Unknown 15).
 */
export function refuseNoAccessPass(session: Session, { site }: ProxyContext): OutgoingResponse | undefined {
  const isRefused = lacksAccess(findUser(site, session)) && site.unknowns.noAccessPass === 'hubPage'
  return isRefused ? renderAccessPage(200, ACCESS_MESSAGES.noAccessPass) : undefined
}

/**
 * Rejects the sixth session. On a live site the hub's HTTP requests keep working
 * (docs/facts/qlik-sense.md §4.6).
 */
export function refuseSixthSession(session: Session, context: ProxyContext): OutgoingResponse | undefined {
  const { sixthSession } = context.site.unknowns
  if (sixthSession === 'hubWorks' || !isBeyondLimit(session, context)) return undefined
  return renderAccessPage(sixthSession === 'hub403' ? 403 : 200, ACCESS_MESSAGES.sixthSession)
}

/** Returns whether the user has too many sessions on the virtual proxy, and this is not one of the first. */
export function isBeyondLimit(session: Session, { site, virtualProxy }: ProxyContext): boolean {
  if (site.defects.has('sixthSessionAccepted')) return false
  const counted = site.sessions
    .ofUser(virtualProxy.prefix, session)
    .filter(({ usedAt }) => site.unknowns.limitCounts === 'allSessions' || usedAt !== undefined)
  return counted.findIndex(({ sessionId }) => sessionId === session.sessionId) >= MAX_SESSIONS
}

const renderAccessPage = (status: number, words: string): OutgoingResponse =>
  html(status, renderPage({ title: words, content: `<h1>${escapeHtml(words)}</h1>` }))
