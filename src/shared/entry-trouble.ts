import * as v from 'valibot'

/** What can be wrong with something that people wrote down: each has a text, `entry…`. */
const whys = [
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

const EntryTroubleSchema = v.object({
  /** The field, as it is written: `personas.1.userId`; empty where it is the whole. */
  where: v.string(),
  why: v.picklist(whys),
  /** What its text names. */
  values: v.array(v.string()),
})

export const EntryTroublesSchema = v.array(EntryTroubleSchema)

export type EntryTrouble = v.InferOutput<typeof EntryTroubleSchema>

/** What a parser says of what lies there. */
export function troubleOf(where: string, issue: v.BaseIssue<unknown>): EntryTrouble {
  const path = v.getDotPath(issue)
  const place = [where, path].filter(part => part).join('.')
  const known = rows.find(({ fits }) => fits(issue))
  return { where: place, why: known?.why ?? 'otherKind', values: known?.values?.(issue) ?? kindsOf(issue) }
}

/** Of something that is no parser's business. */
export const trouble = (where: string, why: EntryTrouble['why'], ...values: string[]): EntryTrouble => ({
  where,
  why,
  values,
})

interface Row {
  why: EntryTrouble['why']
  fits: (issue: v.BaseIssue<unknown>) => boolean
  values: (issue: v.BaseIssue<unknown>) => EntryTrouble['values']
}

const none = (): [] => []
const limitOf = ({ requirement }: v.BaseIssue<unknown>): EntryTrouble['values'] => [String(requirement)]
const isTooLong = ({ type }: v.BaseIssue<unknown>): boolean => type === 'max_length'

const rows: Row[] = [
  { why: 'unknownField', fits: ({ expected }) => expected === 'never', values: none },
  { why: 'missing', fits: ({ received }) => received === 'undefined', values: none },
  { why: 'tooMany', fits: issue => isTooLong(issue) && Array.isArray(issue.input), values: limitOf },
  { why: 'tooLong', fits: isTooLong, values: limitOf },
  ...(['empty', 'controlCharacters', 'idForm'] as const).map(
    (why): Row => ({ why, fits: ({ message }) => message === why, values: none }),
  ),
]

const kindsOf = ({ expected, received }: v.BaseIssue<unknown>): EntryTrouble['values'] => [
  plain(expected ?? ''),
  received,
]

/** `("blue" | "teal")`, as the parser has it, is `blue, teal`. */
const plain = (expected: string): string => expected.replaceAll(/["()]/g, '').replaceAll(' | ', ', ')
