import { expect, it } from 'vitest'
import { expectAllowed } from '../../companion/users.ts'

const user = { userDirectory: 'TESTING_1', userId: 'anna.b', attributes: [] }
const isAllowed = (...users: string[]): boolean => {
  try {
    expectAllowed(user, { id: 'acme', users })
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
  expect(isAllowed(pattern)).toBe(true)
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
  expect(isAllowed(pattern)).toBe(false)
})

it('needs one of several patterns to fit', () => {
  expect(isAllowed('OTHER\\*', 'TESTING_1\\*')).toBe(true)
})

it('allows anybody where the site has no patterns', () => {
  expect(() => expectAllowed(user, { id: 'acme' })).not.toThrow()
})

it('names the user and the patterns', () => {
  expect(() => expectAllowed(user, { id: 'acme', users: ['A\\*', 'B\\*'] })).toThrow(
    'Site "acme" does not allow to impersonate "TESTING_1\\anna.b"; it allows "A\\*", "B\\*".',
  )
})
