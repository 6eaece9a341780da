import { describe, expect, it } from 'vitest'
import { QlikSenseDouble } from './double.ts'
import { FRONT_END } from './proofs/of-front-end.ts'
import { SERVICES } from './proofs/of-services.ts'
import { clock } from './proofs/proof.ts'
import { chooseUnknowns, UNKNOWNS, type Unknowns } from './unknowns.ts'

/** A switch that shows only beside another. */
const BESIDE: Partial<Record<string, Partial<Unknowns>>> = { limitCounts: { sixthSession: 'hub403' } }

describe.each(Object.entries({ ...SERVICES, ...FRONT_END }))('%s', (name, { look, seen }) => {
  it.each(Object.entries(seen))('can be %s', async (value, expected) => {
    const unknowns = { ...BESIDE[name], [name]: value }
    await using qlik = await QlikSenseDouble.start({ clock, unknowns })
    expect(await look(qlik)).toEqual(expected)
  })
})

it('takes the first value of each switch unless told', () => {
  const { duplicateSessionId, ...others } = chooseUnknowns({ duplicateSessionId: 'refuse409' })
  expect(duplicateSessionId).toBe('refuse409')
  for (const [name, value] of Object.entries(others)) expect(Object(UNKNOWNS)[name].values[0]).toBe(value)
})

it('says of each switch why it is there and which fact leaves it open', () => {
  for (const { why, fact } of Object.values(UNKNOWNS)) {
    expect(why).toMatch(/\w/)
    expect(fact).toMatch(/Unknown \d|§\d|not in the facts/)
  }
})
