import * as v from 'valibot'

/** What can be wrong with something that people wrote down: each has a text, `entry…`. */
const issueReasons = [
  'missing',
  'unknownField',
  'unknownSetting',
  'empty',
  'controlCharacters',
  'idForm',
  'tooLong',
  'tooMany',
  'otherKind',
  'twice',
] as const

const ValidationIssueSchema = v.object({
  /** The field, as it is written: `personas.1.userId`; empty where it is the whole. */
  path: v.string(),
  reason: v.picklist(issueReasons),
  /** What its text names. */
  values: v.array(v.string()),
})

export const ValidationIssuesSchema = v.array(ValidationIssueSchema)

export type ValidationIssue = v.InferOutput<typeof ValidationIssueSchema>

/** What a parser says of what lies there. */
export function toValidationIssue(where: string, issue: v.BaseIssue<unknown>): ValidationIssue {
  const path = v.getDotPath(issue)
  const fieldPath = [where, path].filter(part => part).join('.')
  const rule = issueRules.find(({ matches }) => matches(issue))
  return {
    path: fieldPath,
    reason: rule?.why ?? 'otherKind',
    values: rule?.values?.(issue) ?? getTypes(issue),
  }
}

/** Of something that is no parser's business. */
export const createIssue = (
  where: string,
  why: ValidationIssue['reason'],
  ...values: string[]
): ValidationIssue => ({
  path: where,
  reason: why,
  values,
})

interface IssueRule {
  why: ValidationIssue['reason']
  matches: (issue: v.BaseIssue<unknown>) => boolean
  values: (issue: v.BaseIssue<unknown>) => ValidationIssue['values']
}

const noValues = (): [] => []
const getLimit = ({ requirement }: v.BaseIssue<unknown>): ValidationIssue['values'] => [String(requirement)]
const isTooLong = ({ type }: v.BaseIssue<unknown>): boolean => type === 'max_length'

const issueRules: IssueRule[] = [
  { why: 'unknownField', matches: ({ expected }) => expected === 'never', values: noValues },
  { why: 'missing', matches: ({ received }) => received === 'undefined', values: noValues },
  { why: 'tooMany', matches: issue => isTooLong(issue) && Array.isArray(issue.input), values: getLimit },
  { why: 'tooLong', matches: isTooLong, values: getLimit },
  ...(['empty', 'controlCharacters', 'idForm'] as const).map(
    (why): IssueRule => ({ why, matches: ({ message }) => message === why, values: noValues }),
  ),
]

const getTypes = ({ expected, received }: v.BaseIssue<unknown>): ValidationIssue['values'] => [
  formatExpected(expected ?? ''),
  received,
]

/** `("blue" | "teal")`, as the parser has it, is `blue, teal`. */
const formatExpected = (expected: string): string => expected.replaceAll(/["()]/g, '').replaceAll(' | ', ', ')
