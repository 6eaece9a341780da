import { type AuditEntry, asked } from './entry.ts'

/** Leaves out each entry `asked` that has a second entry with the outcome. */
export function dropAnswered(entries: readonly AuditEntry[]): AuditEntry[] {
  const outcomes = new Map<string, number>()
  for (const entry of entries.filter(({ outcome }) => outcome !== asked)) {
    const key = toKey(entry)
    outcomes.set(key, (outcomes.get(key) ?? 0) + 1)
  }
  return entries.filter(entry => {
    if (entry.outcome !== asked) return true
    const key = toKey(entry)
    const remaining = outcomes.get(key) ?? 0
    outcomes.set(key, remaining - 1)
    return remaining <= 0
  })
}

/**
 * Both entries of an action differ in nothing but the outcome, and the user of a session that is
 * ended by its id: Qlik Sense names that user in its answer.
 */
const toKey = ({ outcome: _, user, ...rest }: AuditEntry): string =>
  JSON.stringify(Object.entries(rest.action === 'session.end' ? rest : { ...rest, user }).toSorted())
