import { expect, test } from 'vitest'
import { type Identity, isSameUser, parseIdentity, parseUserName } from '#protocol/identity'
import { catchFinding } from '../support/catch-finding.ts'

const user: Identity = { userDirectory: 'DOMAIN', userId: 'User1', attributes: [] }

test('parseIdentity trims directory and id as Qlik Sense does', () => {
  expect(parseIdentity({ ...user, userDirectory: ' DOMAIN ', userId: '\u00a0User1' })).toEqual(user)
})

test('parseIdentity keeps the order of attributes, repeated names and empty values', () => {
  const attributes = [
    { name: 'group', value: 'HR' },
    { name: 'group', value: 'IT' },
    { name: 'group', value: '' },
  ]
  expect(parseIdentity({ ...user, attributes }).attributes).toEqual(attributes)
})

test.each([
  ['User id', { ...user, userId: '' }, 'empty'],
  ['User id', { ...user, userId: ' \t ' }, 'empty'],
  ['User directory', { ...user, userDirectory: '   ' }, 'empty'],
  ['User id', { ...user, userId: 'DOMAIN\\User1' }, 'backslash'],
  ['User directory', { ...user, userDirectory: 'DOM\u0000AIN' }, 'control'],
  ['User id', { ...user, userId: 'x'.repeat(256) }, '255'],
  ['Attribute 1 name', { ...user, attributes: [{ name: ' ', value: 'HR' }] }, 'must have a name'],
  [
    'Attribute 2',
    {
      ...user,
      attributes: [
        { name: 'a', value: 'b' },
        { name: 'c', value: 'd\ne' },
      ],
    },
    'control',
  ],
])('parseIdentity rejects a bad %s with a reason: %j', (field, identity, rule) => {
  const finding = catchFinding(() => parseIdentity(identity))
  expect(finding).toMatchObject({ code: 'IDENTITY_INVALID', details: { field } })
  expect(finding.message).toContain(rule)
  expect(finding.remedy).not.toBe('')
})

test('parseIdentity shows the rejected value, truncated if it is long', () => {
  const { message } = catchFinding(() => parseIdentity({ ...user, userId: 'x'.repeat(5000) }))
  expect(message).toContain('"xxx')
  expect(message.length).toBeLessThan(300)
})

test('parseIdentity rejects attributes of too many bytes', () => {
  const attributes = [{ name: 'group', value: 'ü'.repeat(33_000) }]
  expect(catchFinding(() => parseIdentity({ ...user, attributes }))).toMatchObject({
    code: 'ATTRIBUTES_TOO_LARGE',
    details: { bytes: 66_014, limit: 65_536 },
  })
})

test.each([
  ['DOMAIN\\User1', { userDirectory: 'DOMAIN', userId: 'User1' }],
  ['User1', undefined],
  ['a\\b\\c', undefined],
])('splits %s', (name, parts) => {
  expect(parseUserName(name)).toEqual(parts)
})

test('isSameUser ignores case', () => {
  expect(isSameUser(user, { userDirectory: 'domain', userId: 'USER1' })).toBe(true)
  expect(isSameUser(user, { userDirectory: 'DOMAIN', userId: 'User2' })).toBe(false)
})
