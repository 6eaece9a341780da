import { describe, expect, it } from 'vitest'
import { clock } from './behavior-cases/behavior-case.ts'
import { ENGINE_CASES } from './behavior-cases/engine.ts'
import { FRONT_END_CASES } from './behavior-cases/front-end.ts'
import { SERVICE_CASES } from './behavior-cases/services.ts'
import { QlikSenseDouble } from './double.ts'
import { DEFAULT_VIRTUAL_PROXIES } from './site/virtual-proxies.ts'
import { type Behaviors, selectBehaviors, UNVERIFIED_BEHAVIORS } from './unverified-behaviors.ts'

/** Behaviors that depend on another one. */
const REQUIRED_BEHAVIORS: Partial<Record<string, Partial<Behaviors>>> = {
  limitCounts: { sixthSession: 'hub403' },
}

const PROXIES = [...DEFAULT_VIRTUAL_PROXIES, { prefix: 'bound', extendedSecurityEnvironment: true }]

describe.each(Object.entries({ ...SERVICE_CASES, ...FRONT_END_CASES, ...ENGINE_CASES }))(
  'unverified behavior %s',
  (name, { probe, expected: results }) => {
    it.each(Object.entries(results))('can be %s', async (value, expected) => {
      const unknowns = { ...REQUIRED_BEHAVIORS[name], [name]: value }
      await using qlik = await QlikSenseDouble.start({ clock, unknowns, virtualProxies: PROXIES })
      expect(await probe(qlik)).toEqual(expected)
    })
  },
)

it('selectBehaviors uses the first value of each behavior by default', () => {
  const { duplicateSessionId, ...others } = selectBehaviors({ duplicateSessionId: 'refuse409' })
  expect(duplicateSessionId).toBe('refuse409')
  for (const [name, value] of Object.entries(others))
    expect(Object(UNVERIFIED_BEHAVIORS)[name].values[0]).toBe(value)
})

it('every unverified behavior states its reason and the open fact', () => {
  for (const { why, fact } of Object.values(UNVERIFIED_BEHAVIORS)) {
    expect(why).toMatch(/\w/)
    expect(fact).toMatch(/Unknown \d|§\d|not in the facts/)
  }
})
