import { expect, it } from 'vitest'
import { searchPersonas } from '#shared/personas/search-personas'
import { personaFixture } from '../../support/persona-fixture.ts'

const personas = [
  personaFixture('Anna Müller', {
    userDirectory: 'CORP',
    userId: 'amueller',
    prefix: 'sales',
    site: 'production',
  }),
  personaFixture('Łukasz', { userDirectory: 'CORP', userId: 'lk', site: 'staging' }),
  personaFixture('ΟΔΥΣΣΕΥΣ'),
  personaFixture('Straße'),
  personaFixture('İstanbul ışık'),
  personaFixture('ガイド'),
  personaFixture('مُدِيرَة'),
  personaFixture('Елена'),
  personaFixture('हिन्दी'),
  personaFixture('한국어'),
]
const searchLabels = (query: string) => searchPersonas(personas, query).map(({ label }) => label)

it.each([
  ['anna', ['Anna Müller']],
  ['MULLER', ['Anna Müller']],
  ['müller anna', ['Anna Müller']],
  ['corp', ['Anna Müller', 'Łukasz']],
  ['corp\\am', ['Anna Müller']],
  ['sales', ['Anna Müller']],
  ['staging', ['Łukasz']],
  ['corp staging', ['Łukasz']],
  ['οδυσσευς', ['ΟΔΥΣΣΕΥΣ']],
  ['Οδυσσεύς', ['ΟΔΥΣΣΕΥΣ']],
  ['STRASSE', ['Straße']],
  ['istanbul', ['İstanbul ışık']],
  ['IŞIK', ['İstanbul ışık']],
  ['カイト', ['ガイド']],
  ['ｶﾞｲﾄﾞ', ['ガイド']],
  ['مديرة', ['مُدِيرَة']],
  ['елена', ['Елена']],
  ['हिन्', ['हिन्दी']],
  ['하', ['한국어']],
  ['한국', ['한국어']],
  ['corp nobody', []],
])('%s finds %j', (query, expected) => expect(searchLabels(query)).toEqual(expected))

it.each(['', '  '])('everybody is found by "%s"', query =>
  expect(searchLabels(query)).toHaveLength(personas.length),
)

it('searchPersonas treats regex characters literally', () => {
  expect(searchLabels('.*')).toEqual([])
  expect(searchLabels('(')).toEqual([])
})

it('searchPersonas folds each persona once for all queries', () => {
  let looks = 0
  const many = Array.from({ length: 10_000 }, (_, index) => {
    const persona = personaFixture(`User ${index}`)
    return Object.defineProperty(persona, 'label', {
      get: () => {
        looks += 1
        return `User ${index}`
      },
    })
  })
  expect(searchPersonas(many, 'user 77')).toHaveLength(280)
  for (const query of ['user 777', 'user 7777', 'user']) searchPersonas(many, query)
  expect(looks).toBe(10_000)
})
