import { message } from '#messages/message'
import { failure } from '#protocol/errors'
import { findBrokenRule, patternRules } from '#protocol/name-rules'

/** Returns a pattern of users without the blanks around it. Throws BAD_REQUEST for one that matches nobody. */
export function parsePattern(field: string, received: string): string {
  if (findBrokenRule(patternRules, received) === undefined) return received.trim()
  throw failure('BAD_REQUEST', { field, received, expected: message('reason.expectedReadablePattern') })
}
