import { failure } from '#protocol/errors'
import { type Identity, parseUserName } from '#protocol/identity'
import { quote } from '#protocol/text'

/** `DIR\id` in its two parts. Throws BAD_REQUEST. */
export function requireUserName(
  received: string,
  field = '--user',
): Pick<Identity, 'userDirectory' | 'userId'> {
  const user = parseUserName(received)
  if (user !== undefined) return user
  throw failure('BAD_REQUEST', {
    field,
    received,
    expected: "directory and id as 'DIRECTORY\\id'",
    problem: `${quote(received)} is not a directory and an id`,
  })
}
