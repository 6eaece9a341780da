import * as v from 'valibot'

/**
 * Why the hub rejects a session or shows another user, with the names of the values in the texts
 * `cause.….message` and `cause.….remedy`. Append only.
 */
const runCauses = {
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
  nameOfQmc: ['cookie', 'expected'],
  nameDespiteQmc: ['cookie'],
  engineLicense: ['user', 'text'],
  engineLimit: ['user'],
  noAccessPass: ['user', 'left'],
  accessQuarantined: ['user'],
  userBlocked: ['user'],
  userRemoved: ['user'],
  userInactive: ['user'],
} satisfies Record<string, readonly string[]>

/** What explains a tab of a hub without a run: why nobody is signed in, or what is unusual. Append only. */
const tabCauses = {
  noCookie: ['cookie'],
  noUsualCookie: ['cookie'],
  otherCookies: ['cookie', 'sent'],
  notUsualCookie: ['cookie', 'sent'],
  cookieNotAccepted: ['cookie'],
  cookieMissing: ['cookie', 'user'],
  sessionOver: ['user'],
  inOtherWindow: ['user'],
  onOtherProxy: ['user', 'prefix'],
  onDefaultProxy: ['user'],
  anonymousTab: [],
  unusualName: ['cookie', 'usual'],
  unknownName: ['cookie'],
  ownPrefix: ['prefix'],
  severalCookies: ['cookie', 'count'],
  hubRefuses: ['text'],
  engineOtherUser: ['user'],
  engineNoSession: ['host'],
  engineNone: ['text'],
  engineOrigin: ['host'],
  engineToken: [],
  engineForbidden: ['host'],
  engineNotUpgraded: ['status'],
  engineClosed: [],
  engineSilent: [],
} satisfies Record<string, readonly string[]>

const causes = { ...runCauses, ...tabCauses }

/** What Hubpass can do about a cause. Each fix but one starts a new run with a new session id. */
const FixSchema = v.variant('kind', [
  v.object({
    kind: v.literal('signInAgain'),
    /** Values that replace the typed ones. */
    change: v.optional(v.record(v.picklist(['cookieName', 'prefix']), v.string())),
    /** Replaces the window of the original request. */
    windowId: v.optional(v.number()),
  }),
  /** Every run removes other cookies of the same name. */
  v.object({ kind: v.literal('removeTwins') }),
  /** Asks the tester for the cookie name. Starts no run. */
  v.object({ kind: v.literal('enterCookieName') }),
  /** Uses the typed cookie name although the QMC has the name `expected`. */
  v.object({ kind: v.literal('useTypedName'), expected: v.string() }),
  /** Ends the Hubpass sessions of the same user on the same virtual proxy. */
  v.object({ kind: v.literal('endOwnSessions'), count: v.number() }),
  /** Signs in the user of the form, because Hubpass has signed in nobody in the tab. */
  v.object({ kind: v.literal('signIn') }),
])

/** Accepts any text, because another version may know other causes. */
export const CauseIdSchema = v.custom<CauseId>(value => typeof value === 'string')

export const CauseSchema = v.object({
  cause: CauseIdSchema,
  /** The values of its texts, in the order of their names. */
  values: v.array(v.string()),
  action: v.optional(FixSchema),
})

export const causeIds = Object.keys(runCauses)
export const tabCauseIds = Object.keys(tabCauses)

export type CauseId = keyof typeof causes
export type Fix = v.InferOutput<typeof FixSchema>
export type Cause = v.InferOutput<typeof CauseSchema>

/** Empty for a cause that this version does not know. */
const namesOf = (cause: CauseId): readonly string[] => (Object.hasOwn(causes, cause) ? causes[cause] : [])

/** Returns the values of a cause by their names in its texts. */
export const nameValues = <Named>(
  cause: CauseId,
  values: readonly string[],
  name: (value: string) => Named,
): Record<string, Named> =>
  Object.fromEntries(namesOf(cause).map((key, index) => [key, name(values[index] ?? '')]))
