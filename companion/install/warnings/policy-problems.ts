import { message, type Text } from '#messages/message'
import { type PolicySchema, policySchema } from '#protocol/policy-schema'

/** A value that browsers drop before the extension sees it. */
export interface PolicyProblem {
  /** Such as `personas.1.userId`. */
  setting: string
  problem: Text
}

/** Finds values of a wrong type and unknown settings, wherever they are. */
export function findPolicyProblems(
  value: unknown,
  schema: PolicySchema = policySchema,
  path: readonly string[] = [],
): PolicyProblem[] {
  const { type, items, properties } = schema
  if (typeOf(value) !== type)
    return [{ setting: path.join('.'), problem: message('reason.policyType', { expected: type }) }]
  return listParts(value).flatMap(([name, part]) => {
    const partSchema = items ?? (properties && Object.hasOwn(properties, name) ? properties[name] : undefined)
    const partPath = [...path, name]
    return partSchema === undefined
      ? [{ setting: partPath.join('.'), problem: message('reason.policyUnknown') }]
      : findPolicyProblems(part, partSchema, partPath)
  })
}

const typeOf = (value: unknown): string =>
  Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value

const listParts = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : []
