import { toFinding } from '#protocol/findings/to-finding'
import type { Plan } from '../../companion/check/plan/plan.ts'
import { formatPlace, type PlanProblem } from '../../companion/check/plan/problem.ts'
import { parsePlan } from '../../companion/check/plan/read-plan.ts'

/** The plan of the documentation. */
export const samplePlan = `version: 1
site: test
virtualProxies: [sales, finance]
personas:
  - { user: 'TESTING_1\\ann', attributes: { group: [HR, Sales] } }
  - { user: 'TESTING_1\\bob' }
expect: { identity: same, hub: reachable }
checks:
  catalogue: session-cookie@1
  allow: [wait]
  waive: { SC-31: { until: 2027-01-31, because: 'proxy team, change 4711' } }
cases:
  - name: Nobody gets in without HR
    personas: [{ user: 'TESTING_1\\bob', attributes: {} }]
    expect: { refusedWith: NOT_SIGNED_IN }
limits: { concurrency: 8, sessionsPerUser: 3, rate: 40/s, caseTimeout: 20s }
`

export const parseSample = (text = samplePlan, environment: Record<string, string> = {}): Plan =>
  parsePlan(text, 'plan.yaml', environment)

/** Returns the mistakes of a plan as `line:column problem. remedy`. */
export function listProblems(text: string, environment: Record<string, string> = {}): string[] {
  try {
    parseSample(text, environment)
    return []
  } catch (error) {
    return formatProblems(error)
  }
}

/** Formats the mistakes in an error. Throws any other error. */
export function formatProblems(error: unknown): string[] {
  const { code, details } = toFinding(error)
  if (code !== 'PLAN_INVALID') throw error
  return (details.problems as PlanProblem[]).map(
    problem =>
      `${formatPlace(problem).replace(/^.*?:(?=\d+:\d+$)/, '')} ${problem.problem}. ${problem.remedy}`,
  )
}
