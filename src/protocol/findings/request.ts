import { hasId, isMessage, type Text } from '#messages/message'
import { quote } from '../text.ts'
import { labelField } from './field-labels.ts'
import { finding, quoteDetails } from './finding.ts'

/** The place of the first mistake, which stands for the others. */
function toPlanTexts({ problems: [first], problems, hidden }: InvalidPlan) {
  return {
    variants: [problems.length + hidden > 1 && ('several' as const)],
    values: {
      count: problems.length + hidden,
      place: first === undefined ? '' : `${first.file}:${first.line}:${first.column}`,
      problem: first?.problem ?? '',
      remedy: first?.remedy ?? '',
    },
  }
}

/** Findings about the request, before anything is sent. */
export const requestFindings = {
  BAD_REQUEST: finding<BadRequest>(({ field, received, problem }) => ({
    variants: [problem !== undefined && 'problem'],
    values: { field: labelField(field), received: quoteReceived(received) },
  })),
  MESSAGE_TOO_LARGE: finding<{ bytes: number; limit: number }>(),
  SITE_UNKNOWN: finding<{ site: string; known: string[]; place?: string }>(details => ({
    variants: [details.place !== undefined && 'planned', details.known.length === 0 && 'noSites'],
    values: { ...quoteDetails(details, 'site'), known: details.known.map(quote) },
  })),
  CONFIG_INVALID: finding<{ file: string; problem: Text }>(),
  USER_NOT_ALLOWED: finding<{ user: string; site: string; patterns: string[] }>(details => ({
    values: { ...quoteDetails(details, 'user', 'site'), patterns: details.patterns.map(quote) },
  })),
  FILE_NOT_WRITTEN: finding<{ path: string; reason: Text }>(),
  AUDIT_INCOMPLETE: finding<{ path: string; problem: Text }>(),
  AUDIT_NOT_WRITTEN: finding<{ path: string; reason: Text }>(),
  BUSY: finding<{ limit: number }>(),
  SITE_CHANGE_REFUSED: finding<{ site: string; minutes?: number }>(({ minutes }) => ({
    variants: [minutes !== undefined && 'late'],
  })),
  SITE_CHANGE_FORBIDDEN: finding<{ site: string; by: SiteChangeRule }>(({ by }) => ({ variants: [by] })),
  SITE_DIALOG_UNAVAILABLE: finding<{ site: string; reason: Text }>(),
  SITE_DIALOG_OPEN: finding<{ site: string }>(),
  PLAN_INVALID: finding<InvalidPlan>(toPlanTexts),
  NO_CASE_SELECTED: finding<{ file: string; cases: number }>(({ cases }) => ({
    variants: [cases === 0 && 'noCases'],
  })),
  JOURNAL_IN_USE: finding<{ path: string }>(),
  JOURNAL_INVALID: finding<{ path: string; line: number; problem: string }>(),
  /** Test tools and checks on this machine hold all sessions that a user may have. */
  SESSIONS_IN_USE: finding<SessionsInUse>(details => ({ values: quoteDetails(details, 'user') })),
  USER_LIST_INVALID: finding<InvalidPlan>(toPlanTexts),
  JOURNALS_DIFFER: finding<{ path: string; plan: string; other: string; otherPlan: string }>(
    ({ plan, otherPlan }) => ({ variants: [plan === otherPlan && 'changed'] }),
  ),
}

/** Secrets are already replaced by a message. Any other value may only look like one. */
const quoteReceived = (received: unknown): Text =>
  isMessage(received) && hasId(received, 'reason.hiddenValue') ? received : quote(received)

export interface InvalidPlan {
  file: string
  /** In the order of their places; the first ones of many. */
  problems: readonly ProblemOfPlan[]
  /** The number of those that are left out. */
  hidden: number
}

interface ProblemOfPlan {
  /** The plan or a file that it names. */
  file: string
  line: number
  column: number
  problem: string
  remedy: string
}

/** What leaves changes of sites to the command line. */
export type SiteChangeRule = 'configuration' | 'policy'

export interface SessionsInUse {
  user: string
  site: string
  prefix: string
  limit: number
  seconds: number
  /** The ids of the processes that hold the sessions. */
  processes: number[]
}

export interface BadRequest {
  field: string
  received: unknown
  expected: Text
  /** What is wrong, if the value alone does not explain it. */
  problem?: string | undefined
}
