import fc from 'fast-check'
import { expect, it } from 'vitest'
import { listProblems, samplePlan } from '../../../support/plan-fixture.ts'

/** Parts of YAML that change the meaning of what follows. */
const parts = [
  ...[
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    '"',
    "'",
    '#',
    '\n',
    '  ',
    '\t',
    '- ',
    '? ',
    '|',
    '>',
    '!!',
    '&a',
    '*a',
    '%',
    '@',
  ],
  ...[
    'null',
    '~',
    '0x1F',
    '1e999',
    '.nan',
    'true',
    '<<',
    '__proto__',
    'constructor',
    '\0',
    '\u2028',
    '\ud800',
    '---\n',
    '...\n',
  ],
]

const mutation = fc.record({
  position: fc.nat({ max: samplePlan.length }),
  removed: fc.nat({ max: 12 }),
  added: fc.array(fc.constantFrom(...parts), { maxLength: 3 }),
})

it('a plan that was damaged anywhere is read, or refused with a place and a remedy', () => {
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), mutations => {
      const text = mutations.reduce(
        (plan, { position, removed, added }) =>
          plan.slice(0, position) + added.join('') + plan.slice(position + removed),
        samplePlan,
      )
      for (const problem of listProblems(text)) expect(problem).toMatch(/^[1-9]\d*:[1-9]\d* .+\. .+/s)
    }),
    { numRuns: 300 },
  )
})

it.each(
  [
    'null',
    '~',
    '[]',
    '7',
    '- version: 1',
    '__proto__: { version: 1 }',
    'constructor: x',
    '? { a: 1 }\n: 2',
    '1: 2',
    'version: 1\nsite: test\npersonas: null',
    'version: 1\nsite: test\npersonas: [null, [], 7, { user: null }, { user: [] }, { file: 3 }, { user: a, file: b }]',
    "version: 1\nsite: test\nattributeSets: { '': {} }\npersonas: [{ user: 'D\\a', attributes: { '': x } }]",
    'version: 1\nsite: test\nlimits: { concurrency: .inf, rate: 0/s, caseTimeout: 0s }',
    'version: 1\nsite: test\nlimits: { rate: 999999/s, caseTimeout: 999999h }',
    'version: 1\nexpect: { virtualProxy: { https: x, timeoutMinutes: .nan } }',
    '\ufeffversion: 2',
    '%YAML 9.9\n---\nversion: 1',
    'version: !!binary aGVsbG8=',
    `version: 1\nsite: ${'x'.repeat(100_000)}!`,
    `${'a: {'.repeat(2_000)}`,
    `version: 1\nsite: test\npersonas: [{ user: 'D\\${'u'.repeat(300)}' }]`,
  ].map(text => [JSON.stringify(text).slice(0, 80), text]),
)('the plan %s is refused', (_, text = '') => {
  const problems = listProblems(text)
  expect(problems).not.toEqual([])
  for (const problem of problems) expect(problem).toMatch(/^[1-9]\d*:[1-9]\d* .{1,300}\. .{1,600}$/s)
})
