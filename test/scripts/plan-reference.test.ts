import { Ajv } from 'ajv'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { createPlanSchema, formatPlanSchema } from '../../build/plan-schema.ts'
import { formatReference } from '../../scripts/plan-reference/format-reference.ts'
import { listProblems, samplePlan } from '../support/plan-fixture.ts'
import { readRepositoryFile } from '../support/repository.ts'

const accepts = new Ajv({ allowUnionTypes: true }).compile(JSON.parse(formatPlanSchema()))

it('docs/check/plan.md is what "npm run plan-reference" writes', () => {
  expect(readRepositoryFile('docs/check/plan.md')).toBe(formatReference(createPlanSchema()))
})

it('the schema accepts the plan of the documentation', () => {
  const [, documented = ''] = /```yaml\n(.*?)```/s.exec(readRepositoryFile('docs/check/plan.md')) ?? []
  for (const plan of [samplePlan, documented]) {
    expect(listProblems(plan)).toEqual([])
    expect(accepts(parse(plan))).toBe(true)
  }
})

it.each([
  'version: 2',
  'version: 1\npersona: []',
  'version: 1\nvirtualProxies: some',
  'version: 1\npersonas: [{ user: 3 }]',
  'version: 1\nlimits: { concurrency: 100 }',
  'version: 1\nchecks: { catalogue: session-cookie@1, waive: { SC-99: { until: 2027-01-01, because: x } } }',
  'version: 1\nexpect: { refusedWith: SOMETHING }',
])('the schema for editors refuses %j, as the program does', text => {
  expect(accepts(parse(text))).toBe(false)
  expect(listProblems(text)).not.toEqual([])
})
