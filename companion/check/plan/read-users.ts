import { readPersonas } from './personas.ts'
import type { Persona } from './plan.ts'
import { Problems } from './problem.ts'

/**
 * Reads a file with personas that no plan names. Throws USER_LIST_INVALID with its mistakes, also if it is
 * missing or has no user.
 */
export async function readUsers(file: string): Promise<Persona[]> {
  const problems = new Problems()
  const place = { file, line: 1, column: 1 }
  const users: Persona[] = []
  for await (const user of readPersonas({ path: file, place }, problems)) users.push(user)
  if (users.length === 0 && problems.isEmpty)
    problems.add(place, 'The file has no user', 'Add a line for each user, as DIRECTORY\\id.')
  problems.throwIfAny(file, 'USER_LIST_INVALID')
  return users
}
