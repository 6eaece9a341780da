import * as v from 'valibot'

/** Why the hub does not take a session, or shows somebody else. Each has two texts, `why…` and `why…Remedy`; append only. */
export const causeIds = [
  'tooManySessions',
  'cookieDomain',
  'sameSiteNone',
  'secureOnHttp',
  'otherStore',
  'notLinked',
  'hostNotAccepted',
  'attributesTooLarge',
  'otherHost',
  'otherHostUnseen',
  'otherScheme',
  'suffixMissing',
  'suffixExtra',
  'cookieName',
  'timedOut',
  'sessionEnded',
  'narrowerPath',
  'twin',
  'overwritten',
  'sameSiteStrict',
  'otherNode',
  'otherNodeUnlisted',
  'cookieGone',
  'otherUser',
  'anonymous',
  'nameTyped',
  'nameUsual',
  'prefixUnknown',
  'prefixNone',
] as const

/** What Hubpass can do about it itself; each ends in a new run with a new session id. */
const FixSchema = v.variant('kind', [
  v.object({
    kind: v.literal('signInAgain'),
    /** In place of what was typed. */
    change: v.optional(v.record(v.picklist(['cookieName', 'prefix']), v.string())),
    /** In place of the one where it was asked for. */
    windowId: v.optional(v.number()),
  }),
  /** Every run takes the twins of its cookie away. */
  v.object({ kind: v.literal('removeTwins') }),
  /** Those of the same user on the same virtual proxy. */
  v.object({ kind: v.literal('endOwnSessions'), count: v.number() }),
])

/** Any word, so that pages need not carry the list; what the background finds comes from it. */
export const CauseIdSchema = v.custom<CauseId>(value => typeof value === 'string')

export const CauseSchema = v.object({
  cause: CauseIdSchema,
  /** What its texts name, in the order of their places: the evidence. */
  values: v.array(v.string()),
  action: v.optional(FixSchema),
})

export type CauseId = (typeof causeIds)[number]
export type Fix = v.InferOutput<typeof FixSchema>
export type Cause = v.InferOutput<typeof CauseSchema>
