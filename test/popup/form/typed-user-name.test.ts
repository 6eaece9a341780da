import { expect, it } from 'vitest'
import { splitTypedName } from '../../../src/popup/form/typed-user-name.ts'

const name = { userDirectory: 'OLD', userId: 'old' }

it.each([
  ['userDirectory', 'DOMAIN', { userDirectory: 'DOMAIN', userId: 'old' }],
  ['userDirectory', 'DOMAIN\\User1', { userDirectory: 'DOMAIN', userId: 'User1' }],
  ['userDirectory', '  DOMAIN\\User1\n', { userDirectory: 'DOMAIN', userId: 'User1' }],
  ['userDirectory', 'DOMAIN\\', { userDirectory: 'DOMAIN', userId: 'old' }],
  ['userId', 'DOMAIN\\', { userDirectory: 'DOMAIN', userId: '' }],
  ['userId', 'DOMAIN\\User 1', { userDirectory: 'DOMAIN', userId: 'User 1' }],
  ['userId', 'User1', { userDirectory: 'OLD', userId: 'User1' }],
  ['userId', ' User1 ', { userDirectory: 'OLD', userId: ' User1 ' }],
  ['userId', 'a\\b\\c', { userDirectory: 'OLD', userId: 'a\\b\\c' }],
  ['userDirectory', '', { userDirectory: '', userId: 'old' }],
] as const)('%s given %j', (field, text, expected) =>
  expect(splitTypedName(name, field, text)).toEqual(expected),
)
