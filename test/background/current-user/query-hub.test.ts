import { expect, test } from 'vitest'
import {
  listCookieNames,
  toConfiguredCookieName,
} from '../../../src/background/current-user/find-session-cookie.ts'
import { classifyAnswer } from '../../../src/background/current-user/query-hub.ts'

const userUrl = 'https://qlik.test/qps/user'

test.each([
  [
    '{"userDirectory":"DOMAIN","userId":"User1"}',
    { status: 'user', user: { userDirectory: 'DOMAIN', userId: 'User1' } },
  ],
  ['{"userDirectory":"NONE","userId":"anonymous7","session":"inactive"}', { status: 'anonymous' }],
  ['{"session":"inactive"}', { status: 'nobody' }],
  ['{"session":"inactive","loginUri":"https://qlik.test/x"}', { status: 'nobody' }],
])('classifyAnswer parses %s', (body, verdict) =>
  expect(classifyAnswer(userUrl, { status: 200, body })).toEqual(verdict),
)

test.each([
  [{ status: 200, body: '<html>' }, /responded with 200/],
  [{ status: 0, body: '' }, /sent an unexpected response/],
  [{ status: 0, body: '', error: 'Failed to fetch' }, /did not respond \(Failed to fetch\)/],
])('classifyAnswer explains the unusable response %j', (answer, reason) =>
  expect(classifyAnswer(userUrl, answer)).toEqual({
    status: 'unreachable',
    finding: expect.objectContaining({ message: expect.stringMatching(reason) }),
  }),
)

test.each([
  ['https://qlik.test', [], undefined, ['X-Qlik-Session-sales']],
  ['http://qlik.test', [], 'My-Name', ['My-Name-HTTP', 'X-Qlik-Session-sales-HTTP']],
  ['https://qlik.test', ['Typed', 'My-Name'], 'My-Name', ['My-Name', 'Typed', 'X-Qlik-Session-sales']],
])('listCookieNames for %s, used names %j and configured name %s returns %j', (hub, used, setting, names) => {
  const sessions = used.map(cookieName => ({ cookieName }))
  const site = { id: 'acme', hub }
  expect(listCookieNames({ site, prefix: 'sales' }, sessions, toConfiguredCookieName(site, setting))).toEqual(
    names,
  )
})
