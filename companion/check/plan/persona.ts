import { HubpassError } from '#protocol/errors'
import { completeFinding } from '#protocol/findings/to-finding'
import { type Attribute, parseUserName } from '#protocol/identity'
import { parseIdentity } from '#protocol/identity-rules'
import { quote } from '#protocol/text'
import type { Persona } from './plan.ts'
import type { Place, Problems } from './problem.ts'
import type { AttributesByName } from './schema/personas.ts'

/** Returns attributes in the order of a plan. */
export const toAttributes = (byName: AttributesByName = {}): Attribute[] =>
  Object.entries(byName).flatMap(([name, value]) =>
    typeof value === 'string' ? [{ name, value }] : value.map(each => ({ name, value: each })),
  )

export const isCsv = (file: string): boolean => /\.csv$/i.test(file)

/** Returns a persona that Qlik Sense accepts, or undefined after it has reported why it is none. */
export function toPersona(
  name: string,
  attributes: readonly Attribute[],
  place: Place,
  problems: Problems,
): Persona | undefined {
  const user = parseUserName(name)
  // YAML reads '\a' and '\b' in double quotation marks as control characters. CSV does not.
  const isChangedByYaml = /\p{Cc}/u.test(name) && !isCsv(place.file)
  const controlRemedy = isChangedByYaml
    ? 'Use single quotation marks: in double ones, YAML changes a backslash.'
    : undefined
  if (user === undefined) {
    const problem = `The user ${quote(name)} is not a directory and an id`
    problems.add(place, problem, controlRemedy ?? 'Write DIRECTORY\\id.')
    return undefined
  }
  try {
    const { attributes: accepted, ...names } = parseIdentity({ ...user, attributes: [...attributes] })
    return { user: names, attributes: accepted, place }
  } catch (error) {
    if (!(error instanceof HubpassError)) throw error
    const { message, remedy } = completeFinding(error.finding)
    problems.add(place, message.replace(/\.$/, ''), controlRemedy ?? remedy)
    return undefined
  }
}
