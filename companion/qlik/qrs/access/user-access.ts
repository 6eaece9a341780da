import { isSameUser, type UserName } from '#protocol/identity'
import type { AccessLeft, UserAccess } from '#protocol/user-access'
import type { QrsClient, QrsRequestOptions } from '../client.ts'
import { createUserFilter, findUsers } from '../users.ts'
import { FullUserSchema } from '../wire.ts'
import { type AccessList, checkUse, findAccess, readAllocations, readRules } from './access-lists.ts'
import { type Answer, askForList, type NoAnswer } from './ask.ts'
import { describeUser } from './describe-user.ts'
import { judgeAccess } from './judge-access.ts'
import { readLeft } from './left.ts'

/** What QRS tells of a user, without what is left of the license. */
type OwnAccess = Omit<UserAccess, 'left'>

/**
 * Reads what QRS tells of a user and of the license. What it does not tell is undecided, with the
 * reason. Throws CANCELLED.
 */
export async function readUserAccess(
  qrs: QrsClient,
  user: UserName,
  options: QrsRequestOptions,
): Promise<UserAccess> {
  const [access, left] = await Promise.all([readOwnAccess(qrs, user, options), readLeft(qrs, options)])
  return addLeft(access, left)
}

/** Reads the same, but what is left only for a user without access: a sign-in needs nothing else. */
export async function readAccessForSignIn(
  qrs: QrsClient,
  user: UserName,
  options: QrsRequestOptions,
): Promise<UserAccess> {
  let left: Answer<AccessLeft[]> | undefined
  const access = await readOwnAccess(qrs, user, options, async () => {
    left = await readLeft(qrs, options)
  })
  return left === undefined ? access : addLeft(access, left)
}

const addLeft = (access: OwnAccess, left: Answer<AccessLeft[]>): UserAccess =>
  'content' in left
    ? { ...access, left: left.content }
    : { ...access, undecided: { ...access.undecided, left: left.reason } }

/** Reads license rules, and with `readMore` something else, only if no access is allocated. */
async function readOwnAccess(
  qrs: QrsClient,
  user: UserName,
  options: QrsRequestOptions,
  readMore = async () => {},
): Promise<OwnAccess> {
  const filter = createUserFilter(user, 'user.')
  const [users, allocations] = await Promise.all([
    askForList(qrs, `/qrs/user/full?filter=${createUserFilter(user)}`, FullUserSchema, options),
    readAllocations(qrs, filter, options),
  ])
  const own = 'content' in users ? users.content.find(each => isSameUser(each, user)) : undefined
  const spelling = 'content' in users && own === undefined && (await findSpelling(qrs, user, options))
  if (spelling) return readOwnAccess(qrs, spelling, options, readMore)
  const allocated = allocations.flatMap(list => findAccess(list, user) ?? [])
  const [rules] = allocated.some(({ state }) => state === 'allocated')
    ? [[]]
    : await Promise.all([readRules(qrs, options, findClosed(users, allocations)), readMore()])
  const lists = [...allocations, ...rules]
  const found = rules.flatMap(list => findAccess(list, user) ?? [])
  const used = await Promise.all(found.map(each => checkUse(qrs, each, { filter, user }, options)))
  const access = [...allocated, ...used]
  const facts = describeUser(users, own)
  const { hasAccess, undecided } = judgeAccess(access, lists, facts.known)
  return {
    ...facts,
    ...(hasAccess === undefined ? {} : { hasAccess }),
    access,
    undecided: { ...facts.undecided, ...undecided },
  }
}

/** Returns the reason if QRS answered nothing. */
const findClosed = (users: Answer<unknown>, lists: readonly AccessList[]): NoAnswer | undefined =>
  'reason' in users && lists.every(({ answer }) => 'reason' in answer && !answer.isAbsent) ? users : undefined

/** Finds the user as QRS spells it, in case it compares with regard to case. */
async function findSpelling(
  qrs: QrsClient,
  user: UserName,
  options: QrsRequestOptions,
): Promise<UserName | undefined> {
  const users = await findUsers(qrs, user.userId, options).catch(() => [])
  const spelled = users.find(each => isSameUser(each, user))
  const isNew = spelled?.userId !== user.userId || spelled.userDirectory !== user.userDirectory
  return isNew ? spelled : undefined
}
