import { expect, test } from 'vitest'
import { readPolicy } from '../../../src/background/policy/read-policy.ts'

const entry = { label: 'Anna', userDirectory: 'DOMAIN', userId: 'anna' }
const emptyPolicy = { personas: [], defaults: { site: '', prefix: '' }, problems: [] }

test.each([[{}], [undefined], [null], ['a text'], [[]]])(
  'finds nothing where no policy is set: %j',
  managed => {
    expect(readPolicy(managed)).toEqual(emptyPolicy)
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
  [
    'a persona without an id',
    { personas: [{ ...entry, userId: undefined }] },
    'personas.0.userId',
    'missing',
  ],
  ['a field that nobody knows', { personas: [{ ...entry, user: 'x' }] }, 'personas.0.user', 'unknownField'],
  ['the same persona twice', { personas: [entry, entry] }, 'personas.1', 'twice'],
  ['personas that are no list', { personas: 'Anna' }, 'personas', 'otherKind'],
  ['too many personas', { personas: Array(10_001).fill(entry) }, 'personas', 'tooMany'],
  ['defaults that are none', { defaults: { site: 1 } }, 'defaults.site', 'otherKind'],
  ['a default that nobody knows', { defaults: { user: 'x' } }, 'defaults.user', 'unknownField'],
  ['a setting that nobody knows', { default: {} }, 'default', 'unknownSetting'],
])('says what is wrong: %s', (_, managed, path, reason) => {
  expect(readPolicy(managed).problems).toMatchObject([{ path, reason }])
})

test('says of a persona that stands there twice where it stood before', () => {
  const problems = readPolicy({ personas: [{}, entry, entry] }).problems
  expect(problems[1]).toEqual({ path: 'personas.2', reason: 'twice', values: ['personas.1'] })
})

test('uses the rest of a policy that is wrong in one place', () => {
  const policy = readPolicy({ personas: [{}, entry], defaults: { site: 1 } })
  expect(policy.personas).toMatchObject([{ label: 'Anna' }])
  expect(policy.problems).toHaveLength(2)
})
