import { expect, it } from 'vitest'
import { createCase } from '../../../../companion/check/cases/case.ts'
import type { PlannedChecks } from '../../../../companion/check/plan/plan.ts'
import { advise, affectingChecks, waitingChecks } from '../../../../companion/check/prove/advise.ts'
import { catalog } from '../../../../companion/xray/catalog.ts'
import { defects } from '../../../doubles/qlik-sense/proof/index.ts'
import { parseSample } from '../../../support/plan-fixture.ts'

const place = { file: 'plan.yaml', line: 1, column: 1 }

const makeCase = (checks?: Partial<PlannedChecks>) =>
  createCase({
    ...{ site: 'test', prefix: '', attributes: [], expect: {}, content: '', place },
    user: { userDirectory: 'D', userId: 'ann' },
    ...(checks === undefined
      ? {}
      : { checks: { catalogue: 'session-cookie@1', allow: [], waivers: new Map(), ...checks } }),
  })

it('the checks that need permission are those of the catalog', () => {
  const ofClass = (wanted: string) => catalog.filter(check => check.class === wanted).map(({ id }) => id)
  expect([waitingChecks, affectingChecks]).toEqual([ofClass('W'), ofClass('A')])
})

it.each([
  ['no checks', undefined, 'SC-12', 'Add checks: { catalogue: session-cookie@1, allow: [SC-12] }'],
  ['other checks', { only: ['SC-01'] }, 'SC-16', 'Add SC-16 to "only" of the checks, and allow: [wait]'],
  ['a check without permission', {}, 'SC-12', 'Add to checks: allow: [SC-12]'],
  ['a check that does not notice', {}, 'SC-01', 'The check SC-01 could not decide here.'],
  [
    'a waiver',
    { waivers: new Map([['SC-01', { until: '2027-01-31', because: 'x', place }]]) },
    'SC-01',
    'The waiver of SC-01 hides it until 2027-01-31.',
  ],
])('the advice for %s names what is missing', (_, checks, check, expected) => {
  expect(advise({ name: 'x', what: 'x', check }, [makeCase(checks)])).toBe(expected)
})

it.each(defects.filter(({ expectation }) => expectation !== undefined))(
  'the advice for $name is a part of a plan',
  defect => {
    const [, advised = ''] = /(expect: .*)$/.exec(advise(defect, [])) ?? []
    const plan = parseSample(`version: 1\nsite: test\npersonas: [{ user: 'D\\a' }]\n${advised}\n`)
    expect(Object.keys(plan.blocks[0]?.expect ?? {})).toEqual([defect.expectation?.split('.')[0]])
  },
)
