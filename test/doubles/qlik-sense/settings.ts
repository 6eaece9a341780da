import type { FaultName } from './faults.ts'
import type { SocketFaultName } from './http/socket-faults.ts'
import type { Identity } from './site/sessions.ts'
import type { SiteOptions } from './site/site.ts'

export interface DoubleOptions extends Partial<Omit<SiteOptions, 'hosts'>> {
  /** The host of all URLs and of the server certificate, by default `localhost`. */
  readonly host?: string
  /** Free ports by default. */
  readonly hubPort?: number
  readonly qpsPort?: number
  readonly qrsPort?: number
  /**
   * The port of the front end over plain http, 0 for a free one. A hardened site has one, which
   * redirects to https. Others have none by default.
   */
  readonly plainHubPort?: number | 'none'
  /** Faults that apply from the start, on all endpoints. */
  readonly faults?: readonly (FaultName | SocketFaultName)[]
  /** Whether `requests` records them. A long-running double should not record. */
  readonly recording?: boolean
  /** The folder of its certificates. By default a temporary one. */
  readonly tempFolder?: string
  readonly log?: (line: string) => void
}

/** An active fault. */
export interface ActiveFault {
  /** Resolves when it has affected the first request. */
  readonly reached: Promise<void>
  end(): Promise<void>
}

/** A gate that holds responses. */
export interface ResponseGate {
  readonly reached: Promise<void>
  release(): void
}

/** Options of a session that is added without QPS. */
export type SessionOptions = Identity & { readonly prefix?: string; readonly sessionId?: string }
