import { foldCase } from '#protocol/fold-case'
import type { QrsUser } from './users.ts'

export interface Relevance {
  search: string
  /** Its users come first. */
  userDirectory?: string | undefined
}

/** Sorts users: those of the directory first, then by where the text occurs, then by id. */
export function sortByRelevance(
  users: readonly QrsUser[],
  { search, userDirectory = '' }: Relevance,
): QrsUser[] {
  const [text, directory] = [foldCase(search), foldCase(userDirectory.trim())]
  const rank = (user: QrsUser): number =>
    (foldCase(user.userDirectory) === directory ? 0 : 10) + rankText(user, text)
  return users
    .map(user => ({ user, rank: rank(user) }))
    .sort((one, other) => one.rank - other.rank || compareTexts(one.user.userId, other.user.userId))
    .map(({ user }) => user)
}

function rankText({ userId, name = '' }: QrsUser, text: string): number {
  const [id, words] = [foldCase(userId), foldCase(name).split(/\s+/)]
  if (id === text) return 0
  if (id.startsWith(text)) return 1
  return words.some(word => word.startsWith(text)) ? 2 : 3
}

const compareTexts = (one: string, other: string): number => (one < other ? -1 : Number(one > other))
