import type { Clock } from '../clock.ts'
import type { DefectName } from '../defects.ts'
import type { EndpointName } from '../http/request.ts'
import { type Behaviors, selectBehaviors } from '../unverified-behaviors.ts'
import { CsrfTokens } from './csrf-tokens.ts'
import { HARDENED_BEHAVIORS, HARDENED_LIFETIME } from './hardened.ts'
import { CURRENT_RELEASE, RELEASE_WITH_KNOWN_HOLES, type Release } from './release.ts'
import { type Lifetime, type Session, Sessions } from './sessions.ts'
import { Targets } from './targets.ts'
import { Tickets } from './tickets.ts'
import { createUser, DEFAULT_USERS, type User, type UserName, type UserOptions } from './users.ts'
import {
  createVirtualProxy,
  DEFAULT_VIRTUAL_PROXIES,
  shareCookieName,
  type VirtualProxy,
  type VirtualProxyOptions,
} from './virtual-proxies.ts'

export interface SiteOptions {
  readonly clock: Clock
  /** Names that the proxy accepts, the machine's own first. */
  readonly hosts: readonly string[]
  readonly virtualProxies?: readonly VirtualProxyOptions[]
  readonly users?: readonly UserOptions[]
  /**
   * Names that a reverse proxy replaces in Host but not in Origin: they open pages and no WebSocket.
   */
  readonly replacedHosts?: readonly string[]
  /** Further proxy nodes that QRS lists. */
  readonly furtherProxies?: readonly FurtherProxy[]
  readonly unknowns?: Partial<Behaviors>
  /**
   * Whether an administrator has hardened the site, so that it passes all session checks. By default
   * only with `defects`.
   */
  readonly hardened?: boolean
  /** Weaknesses of a hardened site. */
  readonly defects?: readonly DefectName[]
  readonly release?: Release
  /** What the front end does with a session, like a rule of its own. By default it accepts all. */
  readonly decideAccess?: (session: Session) => AccessDecision
  /** The user that `/qps/user` names. By default that of the session. */
  readonly nameUser?: (session: Session) => UserName
}

/** `signedOut` as if there were no session, `errorPage` for its pages. */
export type AccessDecision = 'accepted' | 'signedOut' | 'errorPage'

/** A proxy node that exists in QRS only. Every linked virtual proxy is linked to it too. */
export interface FurtherProxy {
  readonly name: string
  readonly hostName: string
  readonly listenPort?: number
  readonly restListenPort?: number
}

/** The state that the three endpoints share. */
export interface Site {
  readonly clock: Clock
  readonly hosts: readonly string[]
  readonly replacedHosts: readonly string[]
  readonly unknowns: Behaviors
  readonly hardened: boolean
  readonly defects: ReadonlySet<DefectName>
  readonly release: Release
  readonly decideAccess: (session: Session) => AccessDecision
  readonly nameUser: (session: Session) => UserName
  readonly virtualProxies: readonly VirtualProxy[]
  readonly users: readonly User[]
  readonly furtherProxies: readonly FurtherProxy[]
  readonly sessions: Sessions
  readonly tickets: Tickets
  readonly targets: Targets
  readonly csrfTokens: CsrfTokens
  /** The origins of the endpoints, e.g. `https://localhost:4243`. */
  readonly origins: Map<EndpointName | 'plainProxy' | 'rimProxy', string>
  /**
   * The origin to which the front end redirects all browsers, like a site with another name or
   * https only.
   */
  redirectOrigin?: string
}

export function createSite({ clock, hosts, defects: listed, ...settings }: SiteOptions): Site {
  const hardened = settings.hardened ?? listed !== undefined
  const defects = new Set(listed)
  const unknowns = selectBehaviors({ ...(hardened ? HARDENED_BEHAVIORS : {}), ...settings.unknowns })
  const created = (settings.virtualProxies ?? DEFAULT_VIRTUAL_PROXIES).map(each =>
    createVirtualProxy(each, { unknowns, hardened, defects }),
  )
  const virtualProxies = defects.has('cookieNameShared') ? shareCookieName(created) : created
  const site = { hosts, unknowns, hardened, defects, virtualProxies }
  return {
    ...site,
    clock,
    replacedHosts: settings.replacedHosts ?? [],
    release: defects.has('releaseWithKnownHoles')
      ? RELEASE_WITH_KNOWN_HOLES
      : (settings.release ?? CURRENT_RELEASE),
    decideAccess: settings.decideAccess ?? (() => 'accepted'),
    nameUser: settings.nameUser ?? (session => session),
    users: (settings.users ?? DEFAULT_USERS).map(createUser),
    furtherProxies: settings.furtherProxies ?? [],
    sessions: new Sessions({ clock, unknowns, lifetimeOf: prefix => getLifetime(site, prefix) }),
    tickets: new Tickets(clock),
    targets: new Targets(),
    csrfTokens: new CsrfTokens(unknowns),
    origins: new Map(),
  }
}

/**
 * Returns the same site as seen by another node, which does not know the sessions of this one
 * (docs/facts/qlik-sense.md §3.6).
 */
export function createRimNode(site: Site): Site {
  if (site.defects.has('nodesShareSessions')) return site
  const { clock, unknowns } = site
  const { seenIds } = site.sessions
  const sessions = new Sessions({ clock, unknowns, seenIds, lifetimeOf: prefix => getLifetime(site, prefix) })
  return { ...site, sessions, csrfTokens: new CsrfTokens(unknowns) }
}

function getLifetime(
  { virtualProxies, hardened, defects }: Pick<Site, 'virtualProxies' | 'hardened' | 'defects'>,
  prefix: string,
): Lifetime {
  const virtualProxy = findVirtualProxy(virtualProxies, prefix)
  const timeout = virtualProxy?.sessionInactivityTimeout ?? 30
  const usual = hardened ? timeout * HARDENED_LIFETIME : Number.POSITIVE_INFINITY
  return {
    idleMinutes: defects.has('sessionsNeverIdle') ? Number.POSITIVE_INFINITY : timeout,
    absoluteMinutes: defects.has('usedSessionsNeverEnd')
      ? Number.POSITIVE_INFINITY
      : (virtualProxy?.absoluteSessionMinutes ?? usual),
  }
}

const findVirtualProxy = (virtualProxies: readonly VirtualProxy[], prefix: string) =>
  virtualProxies.find(each => each.prefix === prefix)

/**
 * Returns the virtual proxy of a prefix, if it is reachable. An unlinked one is not
 * (docs/facts/qlik-sense.md §3.4).
 */
export function findReachableVirtualProxy(
  { virtualProxies }: Site,
  prefix: string,
): VirtualProxy | undefined {
  const virtualProxy = findVirtualProxy(virtualProxies, prefix)
  return virtualProxy?.linked ? virtualProxy : undefined
}
