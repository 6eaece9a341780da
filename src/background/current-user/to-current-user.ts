import { formatUserName } from '#protocol/identity'
import type { CurrentUser } from '#shared/sessions/current-user'
import type { KnownVirtualProxies } from '../sites/virtual-proxies.ts'
import type { SignedInTab, TabIdentity } from './query-hub.ts'

/** Reduces the identity to what pages may know: without the session id. */
export function toCurrentUser(
  tab: TabIdentity,
  virtualProxies: Pick<KnownVirtualProxies, 'find'>,
): CurrentUser {
  const { windowId, prefix, site, askedAt } = tab
  const hubLocation = { windowId, prefix, site: site.id }
  if (tab.status === 'unreachable') return { ...hubLocation, status: tab.status, finding: tab.finding }
  if (tab.status !== 'user') return { ...hubLocation, askedAt, status: tab.status }
  const { user, sessionCookie, origin } = tab
  return {
    ...hubLocation,
    askedAt,
    status: 'user',
    user: formatUserName(user),
    isCreatedByHubpass: origin?.isCreatedByHubpass,
    since: origin?.since,
    persona: sessionCookie?.createdSession?.persona,
    endsAt: estimateEnd(tab, findTimeoutMinutes(tab, virtualProxies)),
    canEnd: sessionCookie !== undefined,
    previousUser: formatPreviousUser(tab),
  }
}

/**
 * Counts from the last request of the page. It is unknown whether and how requests extend the
 * session (docs/facts/qlik-sense.md Unknown 12). The WebSockets of open apps are not counted, so
 * the estimate tends to be early.
 */
const estimateEnd = (
  { lastRequestTime }: SignedInTab,
  timeoutMinutes: number | undefined,
): number | undefined =>
  lastRequestTime === undefined || timeoutMinutes === undefined
    ? undefined
    : lastRequestTime + timeoutMinutes * 60_000

const findTimeoutMinutes = (
  { sessionCookie, site, prefix }: SignedInTab,
  virtualProxies: Pick<KnownVirtualProxies, 'find'>,
) =>
  virtualProxies.find(site.id, prefix)?.timeoutMinutes ??
  sessionCookie?.createdSession?.virtualProxy?.settings?.timeoutMinutes

function formatPreviousUser({ sessionCookie }: SignedInTab): string | undefined {
  if (sessionCookie?.createdSession === undefined || sessionCookie.createdSession.replaced.length === 0)
    return undefined
  return sessionCookie.previousUser === undefined ? '' : formatUserName(sessionCookie.previousUser)
}
