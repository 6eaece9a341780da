import * as v from 'valibot'
import { foldCase } from './fold-case.ts'

export const AttributeSchema = v.object({ name: v.string(), value: v.string() })

export const IdentitySchema = v.object({
  userDirectory: v.string(),
  userId: v.string(),
  /** Ordered. Names may repeat and values may be empty (docs/facts/qlik-sense.md §1.3). */
  attributes: v.array(AttributeSchema),
})

export type Attribute = v.InferOutput<typeof AttributeSchema>
export type Identity = v.InferOutput<typeof IdentitySchema>

export type UserName = Pick<Identity, 'userDirectory' | 'userId'>

/** Formats a user as `DIR\id`. */
export const formatUserName = ({ userDirectory, userId }: UserName): string => `${userDirectory}\\${userId}`

/** Splits `DIR\id` into its parts; undefined for other text. */
export function parseUserName(name: string): UserName | undefined {
  const [userDirectory, userId, ...rest] = name.split('\\')
  return userDirectory === undefined || userId === undefined || rest.length > 0
    ? undefined
    : { userDirectory, userId }
}

/** Compares two names `DIR\id` without case: Windows ignores it, and /qps/user may change it. */
export const isSameUserName = (one: string, other: string): boolean => foldCase(one) === foldCase(other)

export const isSameUser = (one: UserName, other: UserName): boolean =>
  isSameUserName(formatUserName(one), formatUserName(other))
