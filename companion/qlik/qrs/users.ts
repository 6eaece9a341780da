import * as v from 'valibot'
import { message } from '#messages/message'
import { foldCase } from '#protocol/fold-case'
import { formatUserName, type UserName } from '#protocol/identity'
import { parseShape } from '../http/json.ts'
import type { QrsClient, QrsRequestOptions } from './client.ts'
import { UserSchema } from './wire.ts'

/** A user of the repository. */
export interface QrsUser extends UserName {
  name?: string
}

/**
 * Returns the users whose id or name contains a text, without regard to case. Throws the same codes
 * as {@link QrsClient.get}.
 */
export async function findUsers(
  qrs: QrsClient,
  search: string,
  options: QrsRequestOptions,
): Promise<QrsUser[]> {
  const filter = createFilter(search, ['userId', 'name'])
  // Without `/full`, which adds all roles and attributes of each user.
  const { content, context } = await qrs.get(`/qrs/user?filter=${filter}`, options)
  const expected = message('reason.answerOfPath', { path: '/qrs/user' })
  const users = parseShape(v.array(UserSchema), content, expected, context)
  return isExact(search) ? users.map(toQrsUser) : users.filter(user => contains(user, search)).map(toQrsUser)
}

/**
 * Returns a filter for the query, `field so 'text' or …` (docs/facts/qlik-sense.md §4.5). How the
 * server reads a quotation mark inside a text is unknown, so only the longest part without one is
 * sent.
 */
export function createFilter(search: string, fields: readonly string[]): string {
  const longest = findLongestPart(search, unsafe)
  return encodeFilter(fields.map(field => `${field} so '${longest}'`).join(' or '))
}

/** Returns a filter for one user, by the fields of an item or of its part. Others may match too. */
export const createUserFilter = ({ userDirectory, userId }: UserName, part: 'user.' | '' = ''): string =>
  encodeFilter(
    Object.entries({ userId, userDirectory })
      .map(([field, text]) =>
        text.includes("'")
          ? `${part}${field} so '${findLongestPart(text, /'/)}'`
          : `${part}${field} eq '${text.toWellFormed()}'`,
      )
      .join(' and '),
  )

function findLongestPart(text: string, separator: RegExp): string {
  const parts = text.split(separator).map(part => part.toWellFormed().trim())
  return parts.reduce((one, other) => (other.length > one.length ? other : one))
}

/** Encodes a filter for the query. A URL of this scheme has no bare apostrophe there. */
const encodeFilter = (filter: string): string => encodeURIComponent(filter).replaceAll("'", '%27')

/** Quotation marks, and what a database may take for a wildcard or an escape. */
const unsafe = /['"\\%_*\p{Cc}]/u

const isExact = (search: string): boolean => !unsafe.test(search)

const contains = ({ userId, name = '' }: v.InferOutput<typeof UserSchema>, search: string): boolean =>
  [userId, name].some(text => foldCase(text).includes(foldCase(search)))

const toQrsUser = ({ userDirectory, userId, name }: v.InferOutput<typeof UserSchema>): QrsUser =>
  name === undefined ? { userDirectory, userId } : { userDirectory, userId, name }

/** Returns the same text for the same user. */
export const toUserKey = (user: UserName): string => foldCase(formatUserName(user))
