import { parseWithPlaces } from './parse-with-places.ts'
import type { Plan } from './plan.ts'
import type { Place } from './problem.ts'
import { Problems } from './problem.ts'
import { readText } from './read-text.ts'
import { PlanSchema } from './schema.ts'
import { type Environment, expandVariables } from './variables.ts'
import { toPlan } from './written/to-plan.ts'

/**
 * Reads a plan. Does not read the files with personas that it names. Throws PLAN_INVALID with all mistakes
 * and their places.
 */
export async function readPlan(file: string, environment: Environment): Promise<Plan> {
  const problems = new Problems()
  const start: Place = { file, line: 1, column: 1 }
  const text = await readText(file, start, problems)
  problems.throwIfAny(file)
  return parsePlan(text ?? '', file, environment)
}

/** Does the same with the text of a plan. */
export function parsePlan(text: string, file: string, environment: Environment): Plan {
  const problems = new Problems()
  const parsed = parseWithPlaces(text, {
    file,
    problems,
    schema: PlanSchema,
    expand: expandVariables(environment, problems),
  })
  problems.throwIfAny(file)
  // Only a text with a problem has no value.
  if (parsed === undefined) throw new Error('a plan without a value and without a problem')
  const plan = toPlan(parsed.output, { file, yaml: parsed.yaml, problems })
  problems.throwIfAny(file)
  return plan
}
