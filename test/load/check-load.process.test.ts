import { expect, it } from 'vitest'
import { type CheckScenario, checkScenarioNames, runCheckLoad } from './check-load.ts'

const expected = {
  'all is as expected': { code: 0, verdicts: { expected: 200 } },
  'one virtual proxy is not linked': { code: 1, verdicts: { expected: 100, unexpected: 100 } },
  'QPS goes away in the middle': {
    code: 1,
    verdicts: { expected: expect.any(Number), undecided: expect.any(Number) },
  },
  'Ctrl-C in the middle': { code: 130, verdicts: { expected: 200 } },
  'kill -9 in the middle': { code: -1, verdicts: { expected: 200 } },
} satisfies Record<CheckScenario, object>

it.each(checkScenarioNames)('a run of 200 cases leaves nothing behind when %s', async scenario => {
  const { code, verdicts, left } = await runCheckLoad(scenario, { cases: 200 })
  expect({ code, verdicts, left }).toEqual({ ...expected[scenario], left: [] })
})
