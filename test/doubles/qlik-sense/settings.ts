import type { FaultName } from './faults.ts'
import type { Identity } from './site/sessions.ts'
import type { SiteOptions } from './site/site.ts'

export interface DoubleOptions extends Partial<Omit<SiteOptions, 'hosts'>> {
  /** In all URLs; `localhost` unless told. The server certificate names it. */
  readonly host?: string
  /** Free ports unless told. */
  readonly hubPort?: number
  readonly qpsPort?: number
  readonly qrsPort?: number
  /** Opens the front end over plain http too; 0 for a free port. */
  readonly plainHubPort?: number
  /** On from the start, on all doors. */
  readonly faults?: readonly FaultName[]
  /** Whether `requests` remembers them; a long-running double should not. */
  readonly recording?: boolean
  readonly log?: (line: string) => void
}

/** A fault that is on. */
export interface ActiveFault {
  /** Settles when the first question has met it. */
  readonly reached: Promise<void>
  end(): Promise<void>
}

/** Answers that wait. */
export interface ResponseGate {
  readonly reached: Promise<void>
  release(): void
}

/** Where a session may be put without asking QPS. */
export type SessionOptions = Identity & { readonly prefix?: string; readonly sessionId?: string }
