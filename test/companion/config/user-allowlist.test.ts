import { expect, it } from 'vitest'
import { assertUserAllowed } from '../../../companion/config/user-allowlist.ts'

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
])('lets %s through', pattern => {
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
])('does not take %s for this user', pattern => {
  expect(isAllowedBy(pattern)).toBe(false)
})

it('needs one of several patterns to fit', () => {
  expect(isAllowedBy('OTHER\\*', 'TESTING_1\\*')).toBe(true)
})

it('allows anybody where the site has no patterns', () => {
  expect(() => assertUserAllowed(user, { id: 'acme' })).not.toThrow()
})

it('names the user and the patterns', () => {
  expect(() => assertUserAllowed(user, { id: 'acme', users: ['A\\*', 'B\\*'] })).toThrow(
    'Site "acme" does not allow signing in as "TESTING_1\\anna.b". It allows "A\\*", "B\\*".',
  )
})
