import { expect, it } from 'vitest'
import { assertUserAllowed } from '../../../companion/config/user-allowlist.ts'
import { catchFinding } from '../../support/catch-finding.ts'

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
