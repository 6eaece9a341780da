import { expect, test } from 'vitest'
import { readPolicy } from '../../../src/background/policy/read-policy.ts'

const entry = { label: 'Anna', userDirectory: 'DOMAIN', userId: 'anna' }
const emptyPolicy = { personas: [], defaults: { site: '', prefix: '' }, problems: [] }

test.each([[{}], [undefined], [null], ['a text'], [[]]])(
  'readPolicy returns an empty policy for %j',
  managed => {
    expect(readPolicy(managed)).toEqual(emptyPolicy)
  },
)

test('readPolicy returns personas with their own ids, and the defaults', () => {
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
  [
    'kept quotes',
    { personas: [{ ...entry, userDirectory: "'DOMAIN" }] },
    'personas.0.userDirectory',
    'quotationMark',
  ],
  [
    'an invisible character',
    { personas: [{ ...entry, userId: 'an\u200dna' }] },
    'personas.0.userId',
    'invisibleCharacter',
  ],
  [
    'a lost character',
    { personas: [{ ...entry, userId: 'm\ufffdller' }] },
    'personas.0.userId',
    'lostCharacter',
  ],
  ['a path', { personas: [{ ...entry, userId: 'a/../b' }] }, 'personas.0.userId', 'pathSegment'],
  ['an unknown field', { personas: [{ ...entry, user: 'x' }] }, 'personas.0.user', 'unknownField'],
  ['a duplicate persona', { personas: [entry, entry] }, 'personas.1', 'twice'],
  ['personas that are not a list', { personas: 'Anna' }, 'personas', 'otherKind'],
  ['too many personas', { personas: Array(10_001).fill(entry) }, 'personas', 'tooMany'],
  ['an invalid default', { defaults: { site: 1 } }, 'defaults.site', 'otherKind'],
  ['an unknown default', { defaults: { user: 'x' } }, 'defaults.user', 'unknownField'],
  ['an unknown setting', { default: {} }, 'default', 'unknownSetting'],
])('readPolicy reports %s', (_, managed, path, reason) => {
  expect(readPolicy(managed).problems).toMatchObject([{ path, reason }])
})

test('readPolicy reports where a duplicate persona occurs first', () => {
  const problems = readPolicy({ personas: [{}, entry, entry] }).problems
  expect(problems[1]).toEqual({ path: 'personas.2', reason: 'twice', values: ['personas.1'] })
})

test('readPolicy uses the valid rest of an invalid policy', () => {
  const policy = readPolicy({ personas: [{}, entry], defaults: { site: 1 } })
  expect(policy.personas).toMatchObject([{ label: 'Anna' }])
  expect(policy.problems).toHaveLength(2)
})

test.each([
  [{ addSites: 'terminal' }, 'terminal', 0],
  [{ addSites: 'dialog' }, undefined, 0],
  [{ addSites: 'Terminal' }, 'terminal', 1],
  [{ addSites: true }, 'terminal', 1],
])('readPolicy leaves sites to the terminal for %j', (managed, addSites, problems) => {
  const policy = readPolicy(managed)
  expect(policy.addSites).toBe(addSites)
  expect(policy.problems).toHaveLength(problems)
})
