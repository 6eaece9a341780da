import fc from 'fast-check'
import { expect, it } from 'vitest'
import { matchesPattern } from '../../../companion/config/match-pattern.ts'
import { assertUserAllowed } from '../../../companion/config/user-allowlist.ts'
import { catchFinding } from '../../support/catch-finding.ts'
import { otherNames, sameNames } from '../../support/similar-names.ts'

const user = { userDirectory: 'TESTING_1', userId: 'anna.b', attributes: [] }
const isAllowedBy = (...users: string[]): boolean => {
  try {
    assertUserAllowed(user, { id: 'acme', users })
    return true
  } catch {
    return false
  }
}

it.each([
  ['TESTING_1\\anna.b'],
  ['testing_1\\ANNA.B'],
  ['TESTING_*\\*'],
  ['TESTING_?\\*'],
  ['*\\anna*'],
  ['*'],
])('the pattern %s allows the user', pattern => {
  expect(isAllowedBy(pattern)).toBe(true)
})

it.each([
  ['TESTING_1'],
  ['TESTING_\\*'],
  ['TESTING_1\\annaxb'],
  ['TESTING_??\\*'],
  ['xTESTING_1\\anna.b'],
  ['TESTING_1\\anna.bx'],
  ['[A-Z]*\\anna.b'],
  [''],
])('the pattern %s does not allow the user', pattern => {
  expect(isAllowedBy(pattern)).toBe(false)
})

it('one of several patterns is enough to allow a user', () => {
  expect(isAllowedBy('OTHER\\*', 'TESTING_1\\*')).toBe(true)
})

it('a site without patterns allows every user', () => {
  expect(() => assertUserAllowed(user, { id: 'acme' })).not.toThrow()
})

it('USER_NOT_ALLOWED includes the user and the patterns', () => {
  const call = () => assertUserAllowed(user, { id: 'acme', users: ['A\\*', 'B\\*'] })
  expect(catchFinding(call).message).toBe(
    'Site "acme" does not allow signing in as "TESTING_1\\anna.b". It allows "A\\*" and "B\\*".',
  )
})

it.each(sameNames)('a pattern for %s allows %s and the reverse', (one, other) => {
  expect(matchesPattern(`D\\${one}`, `d\\${other}`)).toBe(true)
  expect(matchesPattern(`D\\${other}`, `*\\${one}`)).toBe(true)
})

it.each(otherNames)('a pattern for %s does not allow %s or the reverse (%s)', (one, other) => {
  expect(matchesPattern(`D\\${one}`, `D\\${other}`)).toBe(false)
  expect(matchesPattern(`D\\${other}`, `D\\${one}`)).toBe(false)
})

it('a question mark stands for one character, also outside the basic plane', () => {
  expect(matchesPattern('D\\😀', 'D\\?')).toBe(true)
  expect(matchesPattern('D\\😀', 'D\\??')).toBe(false)
  expect(matchesPattern('D\\a\nb', 'D\\a?b')).toBe(true)
})

/** The simplest matching that can be right: it tries every length for each `*`. */
function matchesSimply([first, ...user]: string[], [part, ...pattern]: string[]): boolean {
  if (part === undefined) return first === undefined
  if (part === '*')
    return (
      matchesSimply(first === undefined ? [] : [first, ...user], pattern) ||
      (first !== undefined && matchesSimply(user, [part, ...pattern]))
    )
  return first !== undefined && (part === '?' || part === first) && matchesSimply(user, pattern)
}

it('matchesPattern agrees with the simplest matching', () => {
  const text = (...letters: string[]) => fc.array(fc.constantFrom(...letters), { maxLength: 9 })
  fc.assert(
    fc.property(text('A', 'B', '\\', '😀'), text('A', 'B', '\\', '😀', '*', '*', '?'), (user, pattern) => {
      expect(matchesPattern(user.join(''), pattern.join(''))).toBe(matchesSimply(user, pattern))
    }),
    { numRuns: 2_000 },
  )
})

// Each of these took seconds to minutes when it was matched by backtracking.
it.each([
  ['*_t*\\*', '_t'.repeat(50_000)],
  ['*test*\\*test*', 'test'.repeat(15_000)],
  ['*a*a*\\*', 'a'.repeat(4_000)],
  ['*a*a*a*b', 'a'.repeat(511)],
  ['*a*a*a*a*b', 'a'.repeat(511)],
  [`${'*a'.repeat(200)}*b`, 'a'.repeat(100_000)],
])('the pattern %s ends at once on a long name', (pattern, user) => {
  expect(matchesPattern(user, pattern)).toBe(false)
})
