import { expect, test } from 'vitest'
import { assertUser } from '../../../../src/background/run/steps/identity.ts'
import { requireUser } from '../../../../src/background/run/steps/parse-user.ts'
import { catchFinding } from '../../../support/catch-finding.ts'

const requestedUser = { userDirectory: 'DOMAIN', userId: 'User1' }
const hubContext = { hub: 'https://qlik.test/qps/user', cookie: 'X-Qlik-Session' }

test('assertUser accepts the requested user', () => {
  const user = requireUser(hubContext.hub, {
    status: 200,
    body: '{"userDirectory":"DOMAIN","userId":"User1","userName":"User1"}',
  })
  expect(() => assertUser(user, requestedUser, hubContext)).not.toThrow()
})

test('assertUser reports that nobody is signed in', () => {
  expect(catchFinding(() => assertUser({ session: 'inactive' }, requestedUser, hubContext))).toMatchObject({
    code: 'NOT_SIGNED_IN',
    details: { cookie: 'X-Qlik-Session' },
  })
})

test.each([
  [{ userDirectory: 'DOMAIN', userId: 'User2' }, 'DOMAIN\\User2'],
  [{ userDirectory: 'NONE', userId: 'anonymous-1', session: 'inactive' }, 'NONE\\anonymous-1'],
])('assertUser names the user who is signed in instead: %j', (user, received) => {
  expect(catchFinding(() => assertUser(user, requestedUser, hubContext))).toMatchObject({
    code: 'WRONG_IDENTITY',
    details: { expected: 'DOMAIN\\User1', received },
  })
})

test.each([
  [200, '<html>login</html>'],
  [200, '{"userId":7}'],
  [500, '{"userDirectory":"DOMAIN","userId":"User1"}'],
  [0, ''],
])('requireUser rejects the response %d %j', (status, body) => {
  expect(catchFinding(() => requireUser(hubContext.hub, { status, body }))).toMatchObject({
    code: 'UNEXPECTED_RESPONSE',
    details: { status },
  })
})
