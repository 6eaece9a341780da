import type { Clock } from '../clock.ts'
import type { DoorName } from '../http/question.ts'
import { chooseUnknowns, type Unknowns } from '../unknowns.ts'
import { Sessions } from './sessions.ts'
import { Targets } from './targets.ts'
import { Tickets } from './tickets.ts'
import { createUser, DEFAULT_USERS, type User, type UserSettings } from './users.ts'
import {
  createVirtualProxy,
  DEFAULT_VIRTUAL_PROXIES,
  type VirtualProxy,
  type VirtualProxySettings,
} from './virtual-proxies.ts'

export interface SiteSettings {
  readonly clock: Clock
  /** Names that the proxy answers to, the machine's own first. */
  readonly hosts: readonly string[]
  readonly virtualProxies?: readonly VirtualProxySettings[]
  readonly users?: readonly UserSettings[]
  /** Proxy nodes beside the one that answers, as QRS tells of them. */
  readonly furtherProxies?: readonly ProxySettings[]
  readonly unknowns?: Partial<Unknowns>
}

/** A proxy node that QRS knows and nobody stands in for; every virtual proxy that is linked at all is linked to it too. */
export interface ProxySettings {
  readonly name: string
  readonly hostName: string
  readonly listenPort?: number
  readonly restListenPort?: number
}

/** All that the three doors share. */
export interface Site {
  readonly clock: Clock
  readonly hosts: readonly string[]
  readonly unknowns: Unknowns
  readonly virtualProxies: readonly VirtualProxy[]
  readonly users: readonly User[]
  readonly furtherProxies: readonly ProxySettings[]
  readonly sessions: Sessions
  readonly tickets: Tickets
  readonly targets: Targets
  /** Where the doors were opened, e.g. `https://localhost:4243`. */
  readonly origins: Map<DoorName | 'plainProxy', string>
  /** The origin that the front end leads all browsers to, as one does that goes by another name or by https alone. */
  leadsTo?: string
}

export function createSite({ clock, hosts, ...settings }: SiteSettings): Site {
  const unknowns = chooseUnknowns(settings.unknowns)
  const virtualProxies = (settings.virtualProxies ?? DEFAULT_VIRTUAL_PROXIES).map(each =>
    createVirtualProxy(each, unknowns),
  )
  const timeoutMinutes = (prefix: string) =>
    virtualProxyOf(virtualProxies, prefix)?.sessionInactivityTimeout ?? 30
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

const virtualProxyOf = (virtualProxies: readonly VirtualProxy[], prefix: string) =>
  virtualProxies.find(each => each.prefix === prefix)

/** The virtual proxy under a prefix, if it can be reached: an unlinked one is as good as none (qlik-sense-facts.md §3.4). */
export function reachableVirtualProxy({ virtualProxies }: Site, prefix: string): VirtualProxy | undefined {
  const virtualProxy = virtualProxyOf(virtualProxies, prefix)
  return virtualProxy?.linked ? virtualProxy : undefined
}
