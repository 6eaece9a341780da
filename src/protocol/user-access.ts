import * as v from 'valibot'

/** The types of access to Qlik Sense (docs/facts/qlik-sense.md §4.5). `user` is paid with tokens. */
export const accessTypes = ['professional', 'analyzer', 'analyzerTime', 'user', 'login'] as const

const AccessTypeSchema = v.picklist(accessTypes)

const AccessSchema = v.object({
  type: AccessTypeSchema,
  /**
   * `used`: the user has used the access of a license rule. `rule`: a license rule gives the access to
   * users, and QRS does not tell to whom.
   */
  state: v.picklist(['allocated', 'quarantined', 'used', 'rule']),
  /** The id of the allocation. */
  id: v.optional(v.string()),
})

const LeftSchema = v.object({
  type: AccessTypeSchema,
  unit: v.picklist(['users', 'minutes', 'tokens']),
  left: v.number(),
  total: v.number(),
})

/** What QRS tells of a user. A fact is left out if QRS does not tell it. */
export const UserAccessSchema = v.object({
  /** Whether the repository has the user. */
  known: v.optional(v.boolean()),
  /** Its id in the repository. */
  id: v.optional(v.string()),
  name: v.optional(v.string()),
  /** Also true for a user who is blacklisted or removed externally. */
  inactive: v.optional(v.boolean()),
  /** "Blocked" in the QMC. */
  blacklisted: v.optional(v.boolean()),
  removedExternally: v.optional(v.boolean()),
  /** The roles of an administrator. */
  roles: v.optional(v.array(v.string())),
  /** Whether the user has access of any type. */
  hasAccess: v.optional(v.boolean()),
  /** The types of access that the user has, or may have. */
  access: v.array(AccessSchema),
  /** How much is left of each type that the license has. */
  left: v.optional(v.array(LeftSchema)),
  /** Why a fact is left out, by the name of the fact or of the type of access. In English. */
  undecided: v.record(v.string(), v.string()),
})

export type AccessType = (typeof accessTypes)[number]
export type Access = v.InferOutput<typeof AccessSchema>
export type AccessLeft = v.InferOutput<typeof LeftSchema>
export type UserAccess = v.InferOutput<typeof UserAccessSchema>

/**
 * Returns whether license rules give a type to users. The others are allocated to users one by one
 * (docs/facts/qlik-sense.md §4.5).
 */
export const isRuleType = (type: AccessType): boolean => type === 'analyzerTime' || type === 'login'

/** Why Qlik Sense refuses a user. */
export type AccessProblem = 'blocked' | 'removed' | 'inactive' | 'quarantined' | 'noAccess'

/** Returns why Qlik Sense refuses a user, or undefined if nothing that QRS tells is a reason. */
export function findAccessProblem(user: UserAccess): AccessProblem | undefined {
  if (user.blacklisted) return 'blocked'
  if (user.removedExternally) return 'removed'
  if (user.inactive) return 'inactive'
  if (user.hasAccess) return undefined
  if (user.access.some(({ state }) => state === 'quarantined')) return 'quarantined'
  return user.hasAccess === false ? 'noAccess' : undefined
}

/** The names that Qlik sells the types under, which are the same in every language. */
export const productNames: Record<AccessType, string> = {
  professional: 'Professional',
  analyzer: 'Analyzer',
  analyzerTime: 'Analyzer Capacity',
  user: 'Token',
  login: 'Login Access',
}

/** Returns how much is left of each type, like `Professional 3/25, Analyzer 0/50`; empty if not known. */
export const formatLeft = ({ left = [] }: UserAccess): string =>
  left.map(each => `${productNames[each.type]} ${each.left}/${each.total}`).join(', ')
