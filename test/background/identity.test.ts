import { expect, test } from 'vitest'
import { expectUser } from '../../src/background/steps/identity.ts'
import { readUser } from '../../src/background/steps/read-user.ts'
import { findingOfCall } from '../protocol/code-of.ts'

const asked = { userDirectory: 'DOMAIN', userId: 'User1' }
const where = { hub: 'https://qlik.test/qps/user', cookie: 'X-Qlik-Session' }

test('is content with the user that was asked for', () => {
  const user = readUser(where.hub, {
    status: 200,
    body: '{"userDirectory":"DOMAIN","userId":"User1","userName":"User1"}',
  })
  expect(() => expectUser(user, asked, where)).not.toThrow()
})

test('says that nobody is signed in', () => {
  expect(findingOfCall(() => expectUser({ session: 'inactive' }, asked, where))).toMatchObject({
    code: 'NOT_SIGNED_IN',
    details: { cookie: 'X-Qlik-Session' },
  })
})

test.each([
  [{ userDirectory: 'DOMAIN', userId: 'User2' }, 'DOMAIN\\User2'],
  [{ userDirectory: 'NONE', userId: 'anonymous-1', session: 'inactive' }, 'NONE\\anonymous-1'],
])('names the one who is signed in instead: %j', (user, received) => {
  expect(findingOfCall(() => expectUser(user, asked, where))).toMatchObject({
    code: 'WRONG_IDENTITY',
    details: { expected: 'DOMAIN\\User1', received },
  })
})

test.each([
  [200, '<html>login</html>'],
  [200, '{"userId":7}'],
  [500, '{"userDirectory":"DOMAIN","userId":"User1"}'],
  [0, ''],
])('does not guess from the answer %d %j', (status, body) => {
  expect(findingOfCall(() => readUser(where.hub, { status, body }))).toMatchObject({
    code: 'UNEXPECTED_RESPONSE',
    details: { status },
  })
})
