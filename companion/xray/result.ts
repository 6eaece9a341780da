import type { UserAccess } from '#protocol/user-access'
import type { CheckClass, Remedy, Severity } from './check.ts'

/** The result of a check. No text contains a session id. */
export interface CheckResult {
  id: string
  title: string
  verdict: 'passed' | 'failed' | 'undecided' | 'skipped'
  severity: Severity
  class: CheckClass
  message: string
  evidence: readonly string[]
  /** Why it is undecided or skipped. */
  reason?: string
  remedy?: Remedy
  references: readonly string[]
}

export interface XrayResult {
  catalogue: string
  site: string
  prefix: string
  /** `DIR\id` */
  user: string
  checks: readonly CheckResult[]
  /** Who the user is to Qlik Sense. What QRS does not tell is undecided. */
  access?: UserAccess
  /** The requests that the checks took, WebSockets included. */
  requests: number
  /** The sessions that the run created. */
  sessions: number
}
