import * as v from 'valibot'

/**
 * The possible errors in input that people wrote, such as a policy or a file. Each has a text
 * `entry.…`.
 */
const issueReasons = [
  'missing',
  'unknownField',
  'unknownSetting',
  'empty',
  'controlCharacters',
  'backslash',
  'lostCharacter',
  'invisibleCharacter',
  'quotationMark',
  'pathSegment',
  'idForm',
  'tooLong',
  'tooMany',
  'otherKind',
  'twice',
] as const

const ValidationIssueSchema = v.object({
  /** The path of the field, such as `personas.1.userId`; empty for the whole text. */
  path: v.string(),
  reason: v.picklist(issueReasons),
  /** The values that its text contains. */
  values: v.array(v.string()),
})

export const ValidationIssuesSchema = v.array(ValidationIssueSchema)

export type ValidationIssue = v.InferOutput<typeof ValidationIssueSchema>
