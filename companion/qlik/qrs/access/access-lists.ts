import { isSameUser, type UserName } from '#protocol/identity'
import { type Access, type AccessType, accessTypes, isRuleType } from '#protocol/user-access'
import type { QrsClient, QrsRequestOptions } from '../client.ts'
import { type AccessItem, AccessItemSchema } from '../wire.ts'
import { type Answer, askForList, type NoAnswer } from './ask.ts'

/** What QRS lists of one type of access. */
export interface AccessList {
  type: AccessType
  answer: Answer<AccessItem[]>
}

/** Reads the access that is allocated to the users that a filter finds. */
export const readAllocations = (
  qrs: QrsClient,
  filter: string,
  options: QrsRequestOptions,
): Promise<AccessList[]> =>
  Promise.all(
    accessTypes
      .filter(type => !isRuleType(type))
      .map(type => readAccessList(qrs, type, `?filter=${filter}`, options)),
  )

/** Reads the license rules that give access. A closed QRS, with its reason, is not asked again. */
export const readRules = async (
  qrs: QrsClient,
  options: QrsRequestOptions,
  closed?: NoAnswer,
): Promise<AccessList[]> =>
  closed === undefined
    ? Promise.all(accessTypes.filter(isRuleType).map(type => readAccessList(qrs, type, '', options)))
    : accessTypes.filter(isRuleType).map(type => ({ type, answer: closed }))

async function readAccessList(
  qrs: QrsClient,
  type: AccessType,
  query: string,
  options: QrsRequestOptions,
): Promise<AccessList> {
  const path = `/qrs/license/${type.toLowerCase()}accesstype/full${query}`
  return { type, answer: await askForList(qrs, path, AccessItemSchema, options) }
}

/** Returns the items that give access now: one in quarantine does not. */
export const listValid = ({ answer }: AccessList): AccessItem[] =>
  'content' in answer ? answer.content.filter(({ quarantined }) => quarantined !== true) : []

/**
 * Returns whether users who are not in the lists have no access: a rule may give it, and any list may
 * be missing.
 */
export const isComplete = (lists: readonly AccessList[]): boolean =>
  lists.some(({ type, answer }) => !isRuleType(type) && 'content' in answer) &&
  lists.every(list => 'content' in list.answer || list.answer.isAbsent) &&
  lists.flatMap(listValid).every(({ user }) => user)

/** Returns the access of a type that a user has or may have. */
export function findAccess(list: AccessList, user: UserName): Access | undefined {
  const { type, answer } = list
  if (!('content' in answer)) return undefined
  const own = answer.content.filter(item => item.user && isSameUser(item.user, user))
  const item = own.find(({ quarantined }) => quarantined !== true) ?? own[0]
  if (item !== undefined)
    return {
      type,
      state: item.quarantined === true ? 'quarantined' : 'allocated',
      ...(item.id === undefined ? {} : { id: item.id }),
    }
  return isRuleType(type) && listValid(list).some(each => !each.user) ? { type, state: 'rule' } : undefined
}

/** Returns the access with `used` instead of `rule` if QRS lists that the user has used it. */
export async function checkUse(
  qrs: QrsClient,
  access: Access,
  { filter, user }: { filter: string; user: UserName },
  options: QrsRequestOptions,
): Promise<Access> {
  if (access.state !== 'rule') return access
  const path = `/qrs/license/${access.type.toLowerCase()}accessusage/full?filter=${filter}`
  const answer = await askForList(qrs, path, AccessItemSchema, options)
  const isUsed = 'content' in answer && answer.content.some(item => item.user && isSameUser(item.user, user))
  return isUsed ? { ...access, state: 'used' } : access
}
