import type { Finding } from '#protocol/findings/index'

/** One thing to look at. */
export interface Check {
  id: string
  /** For people, a few words. */
  title: string
  /** Of which site; this machine without. */
  site?: string
  /** The ids of checks, of the same site, without whose success this one would say nothing new. */
  needs?: readonly string[]
  /** Signing in works without: what it throws is a warning. */
  isOptional?: boolean
  /** Throws what is wrong as a finding. */
  run(signal: AbortSignal): CheckOutcome | Promise<CheckOutcome>
}

/** What a check has to say when nothing is wrong. */
export interface CheckOutcome {
  note?: string
  /** What keeps nobody from signing in, and yet should be known; the gravest first. */
  warnings?: readonly Finding[]
  /** What it found to be looked at next. */
  followUpChecks?: readonly Check[]
}

/** How a check went, as `--json` shows it. */
export interface CheckResult {
  id: string
  title: string
  site?: string
  state: 'passed' | 'warned' | 'failed' | 'skipped'
  note?: string
  finding?: Finding
  /** Further warnings of the same check. */
  others?: Finding[]
  /** How long it took; a check that was skipped took none. */
  ms?: number
}
