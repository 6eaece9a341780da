import { getHeader } from '../http/request.ts'
import type { Session } from '../site/sessions.ts'
import type { ProxyContext } from './context.ts'
import { getAllSessionIds } from './session-cookie.ts'

/** Returns the session of the cookie and marks it as used. */
export function useSession(context: ProxyContext): Session | undefined {
  const session = findSession(context)
  if (!session || isOfOtherClient(session, context)) return undefined
  if (context.site.decideAccess(session) === 'signedOut') return undefined
  return context.site.sessions.markUsed(session, getHeader(context.request, 'user-agent'))
}

/**
 * Returns whether another browser has used the session before. The extended security environment
 * makes the browser a part of the identity (docs/facts/qlik-sense.md §3.6).
 */
export const hasOtherUserAgent = (
  { userAgent }: Session,
  { request, site, virtualProxy }: ProxyContext,
): boolean => {
  const received = getHeader(request, 'user-agent')
  return (
    virtualProxy.extendedSecurityEnvironment &&
    !site.defects.has('clientBindingIgnored') &&
    userAgent !== undefined &&
    received !== undefined &&
    userAgent !== received
  )
}

const isOfOtherClient = (session: Session, context: ProxyContext): boolean =>
  context.site.unknowns.changedUserAgent === 'signedOut' && hasOtherUserAgent(session, context)

function findSession(context: ProxyContext): Session | undefined {
  for (const sessionId of listCandidateIds(context)) {
    const session = findById(sessionId, context)
    if (session) return session
  }
  return undefined
}

function listCandidateIds(context: ProxyContext): readonly string[] {
  const { request, site } = context
  const ids = getAllSessionIds(context)
  if (ids.length === 0) return site.defects.has('idInQueryAccepted') ? [...request.query.values()] : []
  if (site.defects.has('everyRepeatedCookieTried')) return ids
  return ids.slice(site.unknowns.sessionCookieTwice === 'first' ? 0 : -1).slice(0, 1)
}

function findById(sessionId: string, { site, virtualProxy: { prefix } }: ProxyContext): Session | undefined {
  const { sessions, defects, virtualProxies } = site
  const prefixes = defects.has('sessionsSharedAcrossProxies')
    ? [prefix, ...virtualProxies.map(each => each.prefix)]
    : [prefix]
  const found = prefixes.map(each => sessions.findAtFrontEnd(each, sessionId)).find(Boolean)
  if (found || !defects.has('unknownIdAccepted') || sessions.seenIds.has(sessionId)) return found
  return {
    userDirectory: 'INTERNAL',
    userId: 'sa_repository',
    prefix,
    sessionId,
    createdAt: site.clock.now(),
  }
}
