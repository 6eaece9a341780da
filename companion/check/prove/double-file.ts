import type { Attribute, UserName } from '#protocol/identity'
import type { Expectation } from '../plan/schema/expectation.ts'

/** A virtual proxy as the expectations of the plan describe it. */
export interface PlayedVirtualProxy {
  prefix: string
  settings: NonNullable<Expectation['virtualProxy']>
  /** Whether the plan expects that it does not exist. */
  isMissing: boolean
}

/** A user whom the plan does not want to be signed in. */
export interface PlayedRefusal {
  prefix: string
  user: UserName
  attributes: readonly Attribute[]
  how: 'signedOut' | 'errorPage'
}

/** The site that a double plays: without a defect, all cases are as expected. */
export interface PlayedSite {
  virtualProxies: readonly PlayedVirtualProxy[]
  users: readonly UserName[]
  refusals: readonly PlayedRefusal[]
}

/** A defect that a double can have. */
export interface PlayedDefect {
  name: string
  /** What the site does, as the end of a sentence. */
  what: string
  /** The check of the catalog that finds it, if one does. */
  check?: string
  /** The expectation that finds it, such as `virtualProxy.timeoutMinutes`. */
  expectation?: string
  /** Whether it signs in users whom the plan wants to be refused. */
  liftsRefusals?: boolean
}

/** A running double, on this machine only. */
export interface PlayedDouble extends AsyncDisposable {
  hub: string
  /** `host:port` */
  qps: string
  qrs: string
  /** The folder with `client.pem`, `client_key.pem` and `root.pem`. */
  certificates: string
  now(): number
  /** Lets time pass at once. */
  advance(ms: number): void
}

/** What the file of the double offers: `double.mjs`, of which the sources of the companion import nothing. */
export interface DoubleFile {
  defects: readonly PlayedDefect[]
  startDouble(site: PlayedSite, options: { defect?: string; folder: string }): Promise<PlayedDouble>
}
