import * as v from 'valibot'

/** `notRun` is a check that needs permission. Only `unexpected` and `waiverExpired` fail a case. */
const itemVerdicts = ['unexpected', 'waiverExpired', 'undecided', 'waived', 'expected', 'notRun'] as const

/** Why something is undecided. The exit code tells the first three apart. */
export const undecidedKinds = ['configuration', 'network', 'qlik', 'check'] as const

const RemedySchema = v.object({
  page: v.string(),
  field: v.string(),
  present: v.optional(v.string()),
  wanted: v.string(),
})

/** One expectation or one check of a case. */
export const CaseItemSchema = v.object({
  /** `identity`, `cookie.secure`, `SC-31`. */
  id: v.string(),
  title: v.string(),
  verdict: v.picklist(itemVerdicts),
  kind: v.optional(v.picklist(undecidedKinds)),
  /** One sentence, with what was expected and what was found. */
  message: v.string(),
  /** What to do, for a finding. */
  advice: v.optional(v.string()),
  /** The code of the finding behind it. */
  code: v.optional(v.string()),
  severity: v.optional(v.picklist(['high', 'medium', 'low', 'info'])),
  evidence: v.optional(v.array(v.string())),
  remedy: v.optional(RemedySchema),
  references: v.optional(v.array(v.string())),
  /** Also of a check that passes. */
  waiver: v.optional(
    v.object({ until: v.string(), because: v.string(), line: v.number(), column: v.number() }),
  ),
})

export type CaseItem = v.InferOutput<typeof CaseItemSchema>
export type ItemVerdict = (typeof itemVerdicts)[number]
export type UndecidedKind = (typeof undecidedKinds)[number]

/** The verdict of a case is the worst of its items. */
export const caseVerdicts = ['unexpected', 'waiverExpired', 'undecided', 'waived', 'expected'] as const
export type CaseVerdict = (typeof caseVerdicts)[number]

export interface CaseJudgement {
  verdict: CaseVerdict
  /** Why an undecided case is undecided. */
  kind?: UndecidedKind
  items: CaseItem[]
}

/** Returns whether a case is as expected, or may fail for now. */
export const isAsExpected = (verdict: CaseVerdict): boolean => verdict === 'expected' || verdict === 'waived'

/** Returns whether a verdict makes a run fail. */
export const isFailed = (verdict: ItemVerdict): boolean =>
  verdict === 'unexpected' || verdict === 'waiverExpired'
