import { expect, test } from 'vitest'
import { readPolicy } from '../../../src/background/policy/read-policy.ts'

const entry = { label: 'Anna', userDirectory: 'DOMAIN', userId: 'anna' }
const nothing = { personas: [], defaults: { site: '', prefix: '' }, problems: [] }

test.each([[{}], [undefined], [null], ['a text'], [[]]])(
  'finds nothing where no policy is set: %j',
  managed => {
    expect(readPolicy(managed)).toEqual(nothing)
  },
)

test('gives personas of its own, and defaults', () => {
  const policy = { personas: [entry, { ...entry, id: 'ben', label: 'Ben' }], defaults: { site: 'test' } }
  expect(readPolicy(policy)).toMatchObject({
    personas: [
      { id: 'policy:Anna', isManaged: true, colour: 'blue', prefix: '' },
      { id: 'policy:ben', isManaged: true, label: 'Ben' },
    ],
    defaults: { site: 'test', prefix: '' },
    problems: [],
  })
})

test.each([
  ['a persona without an id', { personas: [{ ...entry, userId: undefined }] }, 'personas.0.userId: '],
  ['a field that nobody knows', { personas: [{ ...entry, user: 'x' }] }, 'personas.0.user: no such field'],
  ['the same persona twice', { personas: [entry, entry] }, 'personas.1: its id or label stands there twice'],
  ['personas that are no list', { personas: 'Anna' }, 'personas: '],
  ['defaults that are none', { defaults: { site: 1 } }, 'defaults.site: '],
  ['a default that nobody knows', { defaults: { user: 'x' } }, 'defaults.user: no such field'],
  ['a setting that nobody knows', { default: {} }, 'default: no such setting'],
])('says what is wrong: %s', (_, managed, problem) => {
  expect(readPolicy(managed).problems).toEqual([expect.stringContaining(problem)])
})

test('uses the rest of a policy that is wrong in one place', () => {
  const policy = readPolicy({ personas: [{}, entry], defaults: { site: 1 } })
  expect(policy.personas).toMatchObject([{ label: 'Anna' }])
  expect(policy.problems).toHaveLength(2)
})
