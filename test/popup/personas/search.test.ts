import { expect, it } from 'vitest'
import { found } from '../../../src/popup/personas/search.ts'
import { personaOf } from '../../doubles/persona.ts'

const personas = [
  personaOf('Anna Müller', {
    userDirectory: 'CORP',
    userId: 'amueller',
    prefix: 'sales',
    site: 'production',
  }),
  personaOf('Łukasz', { userDirectory: 'CORP', userId: 'lk', site: 'staging' }),
  personaOf('ΟΔΥΣΣΕΥΣ'),
  personaOf('Straße'),
  personaOf('İstanbul ışık'),
  personaOf('ガイド'),
  personaOf('مُدِيرَة'),
  personaOf('Елена'),
  personaOf('हिन्दी'),
  personaOf('한국어'),
]
const labels = (query: string) => found(personas, query).map(({ label }) => label)

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
])('%s finds %j', (query, expected) => expect(labels(query)).toEqual(expected))

it.each(['', '  '])('everybody is found by "%s"', query =>
  expect(labels(query)).toHaveLength(personas.length),
)

it('takes what stands for patterns elsewhere as it is', () => {
  expect(labels('.*')).toEqual([])
  expect(labels('(')).toEqual([])
})

it('looks at each persona once, however many keys are pressed', () => {
  let looks = 0
  const many = Array.from({ length: 10_000 }, (_, index) => {
    const persona = personaOf(`User ${index}`)
    return Object.defineProperty(persona, 'label', {
      get: () => {
        looks += 1
        return `User ${index}`
      },
    })
  })
  expect(found(many, 'user 77')).toHaveLength(280)
  for (const query of ['user 777', 'user 7777', 'user']) found(many, query)
  expect(looks).toBe(10_000)
})
