import { message, type Text } from '#messages/message'
import { type PolicySchema, policySchema } from '#protocol/policy-schema'

/** A value that browsers drop before the extension sees it. */
export interface PolicyProblem {
  /** Such as `personas.1.userId`. */
  setting: string
  problem: Text
}

/** Correcting these shows the next ones. */
const maxProblems = 20
const maxSettingLength = 100

/** Finds the first values of a wrong type and unknown settings, wherever they are. */
export const findPolicyProblems = (value: unknown): PolicyProblem[] =>
  findProblems(value, policySchema, []).slice(0, maxProblems).map(shortenSetting)

/** Anything may be the name of an unknown setting. */
const shortenSetting = ({ setting, problem }: PolicyProblem): PolicyProblem => ({
  setting:
    setting.length > maxSettingLength ? `${setting.slice(0, maxSettingLength).toWellFormed()}…` : setting,
  problem,
})

function findProblems(value: unknown, schema: PolicySchema, path: readonly string[]): PolicyProblem[] {
  const { type, items, properties } = schema
  if (typeOf(value) !== type)
    return [{ setting: path.join('.'), problem: message('reason.policyType', { expected: type }) }]
  return listParts(value).flatMap(([name, part]) => {
    const partSchema = items ?? (properties && Object.hasOwn(properties, name) ? properties[name] : undefined)
    const partPath = [...path, name]
    return partSchema === undefined
      ? [{ setting: partPath.join('.'), problem: message('reason.policyUnknown') }]
      : findProblems(part, partSchema, partPath)
  })
}

const typeOf = (value: unknown): string =>
  Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value

const listParts = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : []
