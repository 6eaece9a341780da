import * as v from 'valibot'

export const AttributeSchema = v.object({ name: v.string(), value: v.string() })

export const IdentitySchema = v.object({
  userDirectory: v.string(),
  userId: v.string(),
  /** Ordered; names may repeat and values may be empty (docs/facts/qlik-sense.md §1.3). */
  attributes: v.array(AttributeSchema),
})

export type Attribute = v.InferOutput<typeof AttributeSchema>
export type Identity = v.InferOutput<typeof IdentitySchema>

export type UserName = Pick<Identity, 'userDirectory' | 'userId'>

/** `DIR\id` as people write it. */
export const formatUserName = ({ userDirectory, userId }: UserName): string => `${userDirectory}\\${userId}`

/** `DIR\id` in its two parts, or undefined when it is not of that form. */
export function parseUserName(name: string): UserName | undefined {
  const [userDirectory, userId, ...rest] = name.split('\\')
  return userDirectory === undefined || userId === undefined || rest.length > 0
    ? undefined
    : { userDirectory, userId }
}

/**
 * Whether two names `DIR\id` are the same: Windows does not tell upper from lower case in them, and nobody has seen whether
 * /qps/user keeps the case it was given.
 */
export const isSameUserName = (one: string, other: string): boolean =>
  one.toLowerCase() === other.toLowerCase()

export const isSameUser = (one: UserName, other: UserName): boolean =>
  isSameUserName(formatUserName(one), formatUserName(other))
