import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Identity, isSameUser, isSameUserName, parseUserName } from '#protocol/identity'
import { parseIdentity, parseUser } from '#protocol/identity-rules'
import { catchFinding } from '../support/catch-finding.ts'
import { otherNames, sameNames } from '../support/similar-names.ts'

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

const lookAlikes = [
  ["'User1'", "quotation mark '"],
  ['‘User1’', 'quotation mark ‘'],
  ['“User1”', 'quotation mark “'],
  ['„User1“', 'quotation mark „'],
  ['«User1»', 'quotation mark «'],
  ['"User1"', 'quotation mark "'],
  ['`User1`', 'quotation mark `'],
  ["User1'", "quotation mark '"],
  ['＂User1＂', 'quotation mark ＂'],
  ['User1\u200b', 'U+200B'],
  ['Us\u200cer1', 'U+200C'],
  ['Us\u200der1', 'U+200D'],
  ['\u200eUser1', 'U+200E'],
  ['User1\u200f', 'U+200F'],
  ['User1\u202e', 'U+202E'],
  ['\u2066User1\u2069', 'U+2066'],
  ['Us\u00ader1', 'U+00AD'],
  ['\ufeffUser1', 'U+FEFF'],
  ['User1\ufeff', 'U+FEFF'],
  ['User1\u2060', 'U+2060'],
  ['User1\u061c', 'U+061C'],
  ['User1\u034f', 'U+034F'],
  ['User1\u3164', 'U+3164'],
  ['User1\u180e', 'U+180E'],
  ['User1\ufe0f', 'U+FE0F'],
  ['User1\u{e0031}', 'U+E0031'],
  ['User1\u{e0100}', 'U+E0100'],
  ['Us\u2028er1', 'U+2028'],
  ['Us\u2800er1', 'U+2800'],
  ['Us\u00a0er1', 'U+00A0'],
  ['Us\u2009er1', 'U+2009'],
  ['Us\u202fer1', 'U+202F'],
  ['User1\ufffe', 'U+FFFE'],
  ['M\ufffdller', 'U+FFFD'],
  ['User1\ud800', 'U+D800'],
  ['\udc00User1', 'U+DC00'],
  ['User1\u0085', 'control characters'],
  ['User1\u007f', 'control characters'],
  ['User1\n', 'control characters'],
]
const nameFields = [
  ['User id', 'userId'],
  ['User directory', 'userDirectory'],
] as const
const lookAlikeCases = nameFields.flatMap(([field, key]) =>
  lookAlikes.map(([name = '', reason = '']) => ({ field, key, name, reason })),
)

test.each(lookAlikeCases)(
  'parseUser rejects the $field $name and says why',
  ({ field, key, name, reason }) => {
    const finding = catchFinding(() => parseUser({ ...user, [key]: name }))
    expect(finding).toMatchObject({ code: 'IDENTITY_INVALID', details: { field } })
    expect(finding.message).toContain(reason)
  },
)

test('a message shows where the invisible character is', () => {
  expect(catchFinding(() => parseUser({ ...user, userId: 'Us\u200ber1' })).message).toContain(
    '"Us\\u200ber1"',
  )
})

const pathNames = [
  '.',
  '..',
  '...',
  '../session',
  '../..',
  'a/../b',
  'a/./b',
  'a//b',
  '/a',
  'a/',
  'a/ ../b',
  'a/.. /b',
  '..%2fsession',
  '%2e%2e',
  '%252e%252E/b',
  'a%2F..%2Fb',
  'a%5c..%5cb',
  'a%25252f..',
  '．．',
  'a／../b',
  'a＼..＼b',
  '‥',
]
test.each(nameFields.flatMap(([field, key]) => pathNames.map(name => ({ field, key, name }))))(
  'parseUser rejects the $field $name, which would change a path',
  ({ field, key, name }) => {
    const finding = catchFinding(() => parseUser({ ...user, [key]: name }))
    expect(finding).toMatchObject({ code: 'IDENTITY_INVALID', details: { field } })
    expect(finding.message).toContain('between slashes')
  },
)

test.each([
  "O'Brien",
  'O’Brien',
  "'t Hart",
  '’t Hart',
  'Jürgen Groß',
  'Zu\u0308rich',
  'Nguyễn Văn A',
  '山田　太郎',
  'محمد',
  'анна',
  'anna.berg@acme.com',
  'host/server.acme.com',
  'first last',
  'a.b.',
  '.net',
  '..a',
  '100%',
  '50%25',
  'x-1_y+z=$#&(w)',
  '😀',
  'NT SERVICE',
])('parseUser accepts the name %s', name => {
  expect(parseUser({ userDirectory: 'DOMAIN', userId: name })).toEqual({
    userDirectory: 'DOMAIN',
    userId: name,
  })
})

test('an attribute name has no invisible character, and neither name nor value a lost one', () => {
  const reject = (name: string, value: string) =>
    catchFinding(() => parseIdentity({ ...user, attributes: [{ name, value }] }))
  expect(reject('group\u200b', 'HR')).toMatchObject({ details: { field: 'Attribute 1' } })
  expect(reject('gr\ufffdup', 'HR').message).toContain('U+FFFD')
  expect(reject('group', '\ud800').message).toContain('U+D800')
  expect(reject('group', 'Z\ufffdrich').message).toContain('U+FFFD')
  const attributes = [{ name: 'department', value: 'منابع\u200cانسانی ❤️ 👩‍💻' }]
  expect(parseIdentity({ ...user, attributes }).attributes).toEqual(attributes)
})

test('what parseUser accepts keeps its place in a path, however often a server decodes it', () => {
  const dangerous = fc.constantFrom('.', '/', '\\', '%2f', '%2E', '%5c', '%25', '..', ' ', 'a', '／', '．')
  fc.assert(
    fc.property(fc.array(dangerous, { maxLength: 8 }), parts => {
      let name: string
      try {
        name = parseUser({ ...user, userId: parts.join('') }).userId
      } catch {
        return
      }
      let path = encodeURIComponent(name)
      for (let round = 0; round < 5; round += 1) {
        path = decodeLeniently(path).normalize('NFKC').replaceAll('\\', '/')
        expect(path.split('/').map(segment => segment.replace(/[. ]+$/, ''))).not.toContain('')
      }
    }),
  )
})

/** As servers do that leave what they cannot decode. */
const decodeLeniently = (text: string): string =>
  text.replace(/(?:%[\da-f]{2})+/gi, escapes => {
    try {
      return decodeURIComponent(escapes)
    } catch {
      return escapes
    }
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

test.each(sameNames)('isSameUser takes %s and %s for one user', (one, other) => {
  expect(isSameUserName(one, other)).toBe(true)
  expect(isSameUserName(other, one)).toBe(true)
})

test.each(otherNames)('isSameUser tells %s and %s apart (%s)', (one, other) => {
  expect(isSameUserName(one, other)).toBe(false)
  expect(isSameUserName(other, one)).toBe(false)
})
