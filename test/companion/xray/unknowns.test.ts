import { expect, it } from 'vitest'
import { UNVERIFIED_BEHAVIORS } from '../../doubles/qlik-sense/unverified-behaviors.ts'
import { useCompanionHome } from '../../support/companion-home.ts'
import { listIds, xrayDouble } from './xray-harness.ts'

useCompanionHome('file')

/** Behaviors that are the weakness which a check looks for. */
const weaknesses: Record<string, string> = {
  'logoutNeeds=nothing': 'SC-24',
  'logoutClearsCookie=no': 'SC-15',
  'changedUserAgent=socketError': 'SC-37',
  'changedUserAgent=ignored': 'SC-37',
}

/** Chooses the value at a place for every behavior that has so many. */
const chooseValues = (at: number): Record<string, string> =>
  Object.fromEntries(
    Object.entries(UNVERIFIED_BEHAVIORS).flatMap(([name, { values }]) => {
      const value = values[at]
      return value === undefined ? [] : [[name, value]]
    }),
  )

const places = Math.max(...Object.values(UNVERIFIED_BEHAVIORS).map(({ values }) => values.length))

/** A few runs meet every value. */
it.each(Array.from({ length: places }, (_, at) => [at]))(
  'no check fails wrongly with the value %i of each unverified behavior',
  async at => {
    const unknowns = chooseValues(at)
    const run = await xrayDouble({ double: { hardened: true, unknowns } })
    const expected = Object.entries(unknowns).flatMap(pair => weaknesses[pair.join('=')] ?? [])
    expect(listIds(run, 'failed')).toEqual([...new Set(expected)].toSorted())
    expect(run.qlik.sessions).toEqual([])
  },
)
