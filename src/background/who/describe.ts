import { nameOf } from '#protocol/identity'
import type { Who } from '#shared/who'
import type { KnownVirtualProxies } from '../virtual-proxies.ts'
import type { Seen, SeenUser } from './look.ts'

/** What pages may know of it: no session id. */
export function describe(seen: Seen, virtualProxies: Pick<KnownVirtualProxies, 'find'>): Who {
  const { windowId, prefix, site, askedAt } = seen
  const place = { windowId, prefix, site: site.id }
  if (seen.status === 'unreachable') return { ...place, status: seen.status, finding: seen.finding }
  if (seen.status !== 'user') return { ...place, askedAt, status: seen.status }
  const { user, held } = seen
  return {
    ...place,
    askedAt,
    status: 'user',
    user: nameOf(user),
    isOurs: held && held.made !== undefined,
    since: held?.made?.madeAt,
    persona: held?.made?.persona,
    endsAt: endOf(seen, timeoutOf(seen, virtualProxies)),
    canEnd: held !== undefined,
    before: beforeOf(seen),
  }
}

/**
 * Counted from the page's last request. Whether the timer slides, and what makes it, is not known (qlik-sense-facts Unknown 12);
 * sockets of open apps are not counted, so it is rather too early than too late.
 */
const endOf = ({ lastRequestAt }: SeenUser, timeoutMinutes: number | undefined): number | undefined =>
  lastRequestAt === undefined || timeoutMinutes === undefined
    ? undefined
    : lastRequestAt + timeoutMinutes * 60_000

const timeoutOf = ({ held, site, prefix }: SeenUser, virtualProxies: Pick<KnownVirtualProxies, 'find'>) =>
  virtualProxies.find(site.id, prefix)?.timeoutMinutes ?? held?.made?.virtualProxy?.settings?.timeoutMinutes

function beforeOf({ held }: SeenUser): string | undefined {
  if (held?.made === undefined || held.made.replaced.length === 0) return undefined
  return held.before === undefined ? '' : nameOf(held.before)
}
