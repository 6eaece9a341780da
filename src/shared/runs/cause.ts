import * as v from 'valibot'

/**
 * Why the hub does not take a session, or shows somebody else, with the names of the values in its texts, `cause.….message` and
 * `cause.….remedy`. Append only.
 */
const causes = {
  tooManySessions: ['user', 'others', 'own'],
  cookieDomain: ['domain', 'host'],
  sameSiteNone: ['cookie'],
  secureOnHttp: ['cookie'],
  otherStore: [],
  notLinked: [],
  hostNotAccepted: ['host', 'accepted'],
  attributesTooLarge: ['bytes'],
  otherHost: ['host', 'cookieHost'],
  otherHostUnseen: ['cookieHost'],
  otherScheme: ['address', 'otherAddress'],
  suffixMissing: ['cookie', 'expected'],
  suffixExtra: ['cookie', 'expected'],
  cookieName: ['cookie', 'expected'],
  timedOut: ['minutes'],
  sessionEnded: [],
  narrowerPath: ['cookie', 'path'],
  twin: ['cookie', 'domain'],
  overwritten: ['cookie'],
  sameSiteStrict: ['source'],
  otherNode: ['hub', 'nodes'],
  otherNodeUnlisted: ['hub'],
  cookieGone: ['cookie'],
  otherUser: ['user', 'cookie', 'domain'],
  anonymous: [],
  nameTyped: ['cookie', 'usual'],
  nameUsual: ['cookie'],
  prefixUnknown: ['prefix', 'known'],
  prefixNone: ['prefix'],
} satisfies Record<string, readonly string[]>

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

export const causeIds = Object.keys(causes)

export type CauseId = keyof typeof causes
export type Fix = v.InferOutput<typeof FixSchema>
export type Cause = v.InferOutput<typeof CauseSchema>

/** Any word may have come, so there may be no names for it. */
const namesOf = (cause: CauseId): readonly string[] => (Object.hasOwn(causes, cause) ? causes[cause] : [])

/** The values of a cause by the names that its texts have for them. */
export const nameValues = <Named>(
  cause: CauseId,
  values: readonly string[],
  name: (value: string) => Named,
): Record<string, Named> =>
  Object.fromEntries(namesOf(cause).map((key, index) => [key, name(values[index] ?? '')]))
