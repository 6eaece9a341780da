import { accessTypes, type UserAccess } from '#protocol/user-access'
import { type AccessList, isComplete } from './access-lists.ts'

/** Returns whether the user has access of any type, and why that or a type is undecided. */
export function judgeAccess(
  access: UserAccess['access'],
  lists: readonly AccessList[],
  known: boolean | undefined,
): Pick<UserAccess, 'hasAccess' | 'undecided'> {
  const undecided = Object.fromEntries(
    lists.flatMap(({ type, answer }) =>
      'content' in answer || answer.isAbsent ? [] : [[type, answer.reason] as const],
    ),
  )
  if (access.some(({ state }) => state === 'allocated' || state === 'used'))
    return { hasAccess: true, undecided }
  if (known === true && isComplete(lists)) return { hasAccess: false, undecided }
  return { undecided: { ...undecided, hasAccess: explainDoubt(access, undecided, known) } }
}

function explainDoubt(
  access: UserAccess['access'],
  undecided: Readonly<Record<string, string>>,
  known: boolean | undefined,
): string {
  const [reason] = accessTypes.flatMap(type => undecided[type] ?? [])
  if (reason !== undefined) return reason
  if (known === undefined) return 'QRS does not tell whether it has the user.'
  if (!known) return 'QRS does not have the user (Users in the QMC). License rules decide at the first visit.'
  if (access.some(({ state }) => state === 'rule'))
    return 'A license rule may give access (License management in the QMC). QRS does not tell to whom.'
  return 'QRS lists no type of access that is allocated to users.'
}
