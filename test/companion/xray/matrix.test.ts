import { expect, it } from 'vitest'
import { DEFECTS, type DefectName, isDefectName } from '../../doubles/qlik-sense/defects.ts'
import { useCompanionHome } from '../../support/companion-home.ts'
import { listIds, xrayDouble } from './xray-harness.ts'

useCompanionHome('file')

it('a hardened site passes all checks', async () => {
  const run = await xrayDouble()
  expect(run.checks.filter(({ verdict }) => verdict !== 'passed')).toEqual([])
  expect(run.checks).toHaveLength(40)
})

it('checks that need no permission have at most three sessions of a virtual proxy at once', async () => {
  const { qlik, requests, sessions } = await xrayDouble({ allow: [] })
  let open = 0
  const counts = qlik.requests.map(({ method, target }) => {
    if (/^POST \/qps\/sales\/(ticket|session)/.test(`${method} ${target}`)) open += 1
    if (/^DELETE \/qps\/sales\/session/.test(`${method} ${target}`)) open -= 1
    return open
  })
  expect(Math.max(...counts)).toBeLessThanOrEqual(3)
  expect([open, sessions]).toEqual([0, 5])
  expect(requests).toBeLessThanOrEqual(61)
})

const cases = Object.entries(DEFECTS).flatMap(([name, { check }]) =>
  isDefectName(name) ? [[check, name] as [string, DefectName]] : [],
)

/** A release that old needs no token. */
const undecidedBy: Partial<Record<DefectName, string[]>> = { releaseWithKnownHoles: ['SC-26'] }

it.each(cases)('%s fails for the defect %s, and no other check does', async (check, defect) => {
  const run = await xrayDouble({ double: { defects: [defect] }, limits: { socketEndMs: 1_500 } })
  expect([listIds(run, 'failed'), listIds(run, 'undecided')]).toEqual([[check], undecidedBy[defect] ?? []])
  expect(run.qlik.sessions).toEqual([])
})
