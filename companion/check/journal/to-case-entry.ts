import { formatUserName } from '#protocol/identity'
import type { Case } from '../cases/case.ts'
import type { CaseJudgement } from '../expectations/judgement.ts'
import type { CaseEntry } from './entries.ts'

/** What a case took. */
export interface CaseEffort {
  startedAt: Date
  ms: number
  requests: number
  sessions: number
}

/** Returns the entry of a case that was judged. It has no attributes, whose values may be personal. */
export function toCaseEntry(
  { id, name, group, site, prefix, user, attributeSet, content, place }: Case,
  { verdict, kind, items }: CaseJudgement,
  { startedAt, ms, requests, sessions }: CaseEffort,
): CaseEntry {
  return {
    type: 'case',
    id,
    name,
    ...(group === undefined ? {} : { group }),
    site,
    prefix,
    user: formatUserName(user),
    ...(attributeSet === undefined ? {} : { attributeSet }),
    content,
    place,
    at: startedAt.toISOString(),
    ms: Math.round(ms),
    requests,
    sessions,
    verdict,
    ...(kind === undefined ? {} : { kind }),
    items,
  }
}
