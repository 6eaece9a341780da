import { expect, it } from 'vitest'
import { expandCases } from '../../../../companion/check/cases/expand.ts'
import { findSubjects } from '../../../../companion/check/prove/subjects.ts'
import { parseSample } from '../../../support/plan-fixture.ts'

const find = async (text: string) =>
  (await findSubjects(expandCases(parseSample(`version: 1\n${text}`), { listLinked: async () => [] }))).map(
    ({ places, candidates, isRefusal }) => ({
      places,
      cases: candidates.map(([first]) => first?.name),
      isRefusal,
    }),
  )

it('virtual proxies whose cases differ only by values are proved as one', async () => {
  const block = (prefix: string, minutes: number) =>
    `  - { name: ${prefix}, virtualProxies: [${prefix}], expect: { virtualProxy: { timeoutMinutes: ${minutes} } } }`
  expect(
    await find(`sites: [one, two]
virtualProxies: [a, b]
personas: [{ user: 'D\\x' }, { user: 'D\\y' }]
cases:
${block('a', 10)}
${block('b', 20)}
`),
  ).toEqual([
    {
      places: ['a of one', 'b of one', 'a of two', 'b of two'],
      cases: ['D\\x on a of one', 'a: D\\x on a of one'],
      isRefusal: false,
    },
  ])
})

it('refusals are proved apart, once for each reason', async () => {
  expect(
    await find(`site: one
personas: [{ user: 'D\\x' }]
cases:
  - { name: A, virtualProxies: ['', b], personas: [{ user: 'D\\y' }], expect: { refusedWith: NOT_SIGNED_IN } }
  - { name: B, personas: [{ user: 'D\\z' }], expect: { refusedWith: NOT_SIGNED_IN } }
  - { name: C, virtualProxies: [c], expect: { refusedWith: VIRTUAL_PROXY_UNKNOWN } }
`),
  ).toEqual([
    { places: ['one'], cases: ['D\\x on one'], isRefusal: false },
    { places: ['one', 'b of one'], cases: ['A: D\\y on one'], isRefusal: true },
    { places: ['c of one'], cases: ['C: D\\x on c of one'], isRefusal: true },
  ])
})
