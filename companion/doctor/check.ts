import type { Finding } from '#protocol/findings/index'

/** One check of the doctor. */
export interface Check {
  id: string
  /** A few words for the report. */
  title: string
  /** The site that it checks. Without one, it checks this machine. */
  site?: string
  /** Ids of checks of the same site that must succeed first. */
  needs?: readonly string[]
  /** A sign-in works without it, so its error is only a warning. */
  isOptional?: boolean
  /** Throws a finding if something is wrong. */
  run(signal: AbortSignal): CheckOutcome | Promise<CheckOutcome>
}

/** The outcome of a check that did not fail. */
export interface CheckOutcome {
  note?: string
  /** Problems that do not prevent a sign-in, the most serious first. */
  warnings?: readonly Finding[]
  /** Further checks that run next. */
  followUpChecks?: readonly Check[]
}

/** The result of a check, as `--json` shows it. */
export interface CheckResult {
  id: string
  title: string
  site?: string
  state: 'passed' | 'warned' | 'failed' | 'skipped'
  note?: string
  finding?: Finding
  /** Further warnings of the same check. */
  others?: Finding[]
  /** Duration in milliseconds. Undefined for a skipped check. */
  ms?: number
}
