import * as v from 'valibot'
import type { ValidationIssue } from './validation-issue.ts'

/** Returns the issue that a parser found at a path. */
export function toValidationIssue(path: string, issue: v.BaseIssue<unknown>): ValidationIssue {
  const innerPath = v.getDotPath(issue)
  const fieldPath = [path, innerPath].filter(part => part).join('.')
  const rule = issueRules.find(({ matches }) => matches(issue))
  return {
    path: fieldPath,
    reason: rule?.reason ?? 'otherKind',
    values: rule?.values?.(issue) ?? getTypes(issue),
  }
}

/** Creates an issue that no parser can find. */
export const createIssue = (
  path: string,
  reason: ValidationIssue['reason'],
  ...values: string[]
): ValidationIssue => ({
  path,
  reason,
  values,
})

interface IssueRule {
  reason: ValidationIssue['reason']
  matches: (issue: v.BaseIssue<unknown>) => boolean
  values: (issue: v.BaseIssue<unknown>) => ValidationIssue['values']
}

const noValues = (): [] => []
const getLimit = ({ requirement }: v.BaseIssue<unknown>): ValidationIssue['values'] => [String(requirement)]
const isTooLong = ({ type }: v.BaseIssue<unknown>): boolean => type === 'max_length'

const issueRules: IssueRule[] = [
  { reason: 'unknownField', matches: ({ expected }) => expected === 'never', values: noValues },
  { reason: 'missing', matches: ({ received }) => received === 'undefined', values: noValues },
  { reason: 'tooMany', matches: issue => isTooLong(issue) && Array.isArray(issue.input), values: getLimit },
  { reason: 'tooLong', matches: isTooLong, values: getLimit },
  ...(['empty', 'controlCharacters', 'backslash', 'pathSegment', 'idForm'] as const).map(
    (reason): IssueRule => ({ reason, matches: ({ message }) => message === reason, values: noValues }),
  ),
  ...(['lostCharacter', 'invisibleCharacter', 'quotationMark'] as const).map(
    (reason): IssueRule => ({
      reason,
      matches: ({ message }) => message === reason,
      values: ({ received }) => [received],
    }),
  ),
]

const getTypes = ({ expected, received }: v.BaseIssue<unknown>): ValidationIssue['values'] => [
  formatExpected(expected ?? ''),
  received,
]

/** Turns the parser's `("blue" | "teal")` into `blue, teal`. */
const formatExpected = (expected: string): string => expected.replaceAll(/["()]/g, '').replaceAll(' | ', ', ')
