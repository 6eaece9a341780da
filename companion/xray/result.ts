import type { Text } from '#messages/message'
import type { UserAccess } from '#protocol/user-access'
import type { CheckClass, Remedy, Severity } from './check.ts'

/** The result of a check. No text contains a session id. Evidence is in English. */
export interface CheckResult<T = Text> {
  id: string
  title: T
  verdict: 'passed' | 'failed' | 'undecided' | 'skipped'
  severity: Severity
  class: CheckClass
  message: T
  evidence: readonly string[]
  /** Why it is undecided or skipped. */
  reason?: T
  remedy?: Remedy<T>
  references: readonly string[]
}

export interface XrayResult<T = Text> {
  catalogue: string
  site: string
  prefix: string
  /** `DIR\id` */
  user: string
  checks: readonly CheckResult<T>[]
  /** Who the user is to Qlik Sense. What QRS does not tell is undecided. */
  access?: UserAccess
  /** The requests that the checks took, WebSockets included. */
  requests: number
  /** The sessions that the run created. */
  sessions: number
}
