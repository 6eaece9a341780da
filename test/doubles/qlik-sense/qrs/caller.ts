import { type Answer, text } from '../http/answer.ts'
import { headerValue, type Question } from '../http/question.ts'
import type { Unknowns } from '../unknowns.ts'

/** `UserDirectory=X;UserId=Y`, with equals signs (qlik-sense-facts.md §4.1). */
const WELL_FORMED = /^\s*userdirectory\s*=\s*[^;=]+;\s*userid\s*=\s*[^;=]+$/i

export const UNKNOWN_USER_WORDS =
  'Unknown users not allowed for repository calls, missing or malformed http header: X-Qlik-User'

/** Who calls has to be named in `X-Qlik-User`. The words are reported, their status is not (qlik-sense-facts.md §4.1). */
export function refuseUnnamedCaller(question: Question, { qrsUserRefusal }: Unknowns): Answer | undefined {
  if (WELL_FORMED.test(headerValue(question, 'x-qlik-user') ?? '')) return undefined
  return text(Number(qrsUserRefusal), UNKNOWN_USER_WORDS)
}
