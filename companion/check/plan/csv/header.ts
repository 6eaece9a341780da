import type { Place, Problems } from '../problem.ts'
import { isSecretName, secretProblem } from '../secrets.ts'

/** What the first row says about the columns. */
export interface Header {
  width: number
  readUser: (record: readonly string[]) => string
  attributes: readonly { name: string; index: number }[]
}

const isNamed = (name: string) => (cell: string) => cell.toLowerCase() === name.toLowerCase()

/** Reads the names of the columns. Returns undefined after it has reported what is wrong with them. */
export function readHeader(record: readonly string[], place: Place, problems: Problems): Header | undefined {
  const find = (name: string) => record.findIndex(isNamed(name))
  const secrets = record.filter(isSecretName)
  for (const name of secrets) problems.add(place, ...secretProblem(name))
  const [user, directory, id] = [find('user'), find('userDirectory'), find('userId')]
  const hasParts = directory >= 0 && id >= 0
  if (user < 0 && !hasParts)
    problems.add(
      place,
      'No column has the name user',
      'Name the column of DIRECTORY\\id "user", or name two columns "userDirectory" and "userId".',
    )
  const ofUser = user >= 0 ? [user] : [directory, id].filter(index => index >= 0)
  // A second one would become an attribute.
  const repeated = ofUser.flatMap(index => {
    const name = record[index] ?? ''
    return record.filter(isNamed(name)).length > 1 ? [name] : []
  })
  for (const name of repeated)
    problems.add(place, `The column ${name} is there twice`, 'Remove one, or name it as an attribute.')
  if (secrets.length + repeated.length > 0 || (user < 0 && !hasParts)) return undefined
  return {
    width: record.length,
    readUser: cells => ofUser.map(index => cells[index] ?? '').join('\\'),
    attributes: record.flatMap((name, index) =>
      ofUser.includes(index) || name === '' ? [] : [{ name, index }],
    ),
  }
}
