import type { Clock } from '../clock.ts'
import type { EndpointName } from '../http/request.ts'
import { type Behaviors, selectBehaviors } from '../unverified-behaviors.ts'
import { Sessions } from './sessions.ts'
import { Targets } from './targets.ts'
import { Tickets } from './tickets.ts'
import { createUser, DEFAULT_USERS, type User, type UserOptions } from './users.ts'
import {
  createVirtualProxy,
  DEFAULT_VIRTUAL_PROXIES,
  type VirtualProxy,
  type VirtualProxyOptions,
} from './virtual-proxies.ts'

export interface SiteOptions {
  readonly clock: Clock
  /** Names that the proxy accepts, the machine's own first. */
  readonly hosts: readonly string[]
  readonly virtualProxies?: readonly VirtualProxyOptions[]
  readonly users?: readonly UserOptions[]
  /** Further proxy nodes that QRS lists. */
  readonly furtherProxies?: readonly FurtherProxy[]
  readonly unknowns?: Partial<Behaviors>
}

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
  readonly unknowns: Behaviors
  readonly virtualProxies: readonly VirtualProxy[]
  readonly users: readonly User[]
  readonly furtherProxies: readonly FurtherProxy[]
  readonly sessions: Sessions
  readonly tickets: Tickets
  readonly targets: Targets
  /** The origins of the endpoints, e.g. `https://localhost:4243`. */
  readonly origins: Map<EndpointName | 'plainProxy', string>
  /**
   * The origin to which the front end redirects all browsers, like a site with another name or
   * https only.
   */
  redirectOrigin?: string
}

export function createSite({ clock, hosts, ...settings }: SiteOptions): Site {
  const unknowns = selectBehaviors(settings.unknowns)
  const virtualProxies = (settings.virtualProxies ?? DEFAULT_VIRTUAL_PROXIES).map(each =>
    createVirtualProxy(each, unknowns),
  )
  const timeoutMinutes = (prefix: string) =>
    findVirtualProxy(virtualProxies, prefix)?.sessionInactivityTimeout ?? 30
  return {
    clock,
    hosts,
    unknowns,
    virtualProxies,
    users: (settings.users ?? DEFAULT_USERS).map(createUser),
    furtherProxies: settings.furtherProxies ?? [],
    sessions: new Sessions(clock, unknowns, timeoutMinutes),
    tickets: new Tickets(clock),
    targets: new Targets(),
    origins: new Map(),
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
