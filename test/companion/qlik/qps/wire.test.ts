import { describe, expect, it } from 'vitest'
import { parseCreatedSession, parseEnded } from '../../../../companion/qlik/qps/wire.ts'
import { catchFinding } from '../../../support/catch-finding.ts'

const createResponse = (body: unknown, status = 201) => ({
  status,
  headers: {},
  body: typeof body === 'string' ? body : JSON.stringify(body),
})

const session = { sessionId: 'one', userDirectory: 'DOMAIN', userId: 'User1' }

describe('parseCreatedSession', () => {
  it.each([
    ['PascalCase', { SessionId: 'one', UserDirectory: 'DOMAIN', UserId: 'User1', NewUser: true }],
    ['camelCase', { sessionId: 'one', userDirectory: 'DOMAIN', userId: 'User1', newUser: true }],
    [
      'a wrapped session',
      { Session: { SessionId: 'one', UserDirectory: 'DOMAIN', UserId: 'User1', NewUser: true } },
    ],
    [
      'unknown fields',
      { SessionId: 'one', UserDirectory: 'DOMAIN', UserId: 'User1', NewUser: true, X: [{}] },
    ],
  ])('parses %s', (_, body) => {
    expect(parseCreatedSession(createResponse(body), 'qlik:4243')).toEqual({ ...session, newUser: true })
  })

  it.each([[undefined], [null]])('accepts a missing NewUser (%s)', NewUser => {
    const body = { SessionId: 'one', UserDirectory: 'DOMAIN', UserId: 'User1', NewUser, Attributes: null }
    expect(parseCreatedSession(createResponse(body), 'qlik:4243')).toEqual(session)
  })

  it('parses text after a byte order mark', () => {
    const body = `\ufeff${JSON.stringify(session)}`
    expect(parseCreatedSession(createResponse(body), 'qlik:4243')).toEqual(session)
  })

  it.each([
    ['', 'the response is empty'],
    ['null', 'the response is not a session (it is not of the type object)'],
    ['"text"', 'the response is not a session (it is not of the type object)'],
    ['{"Session":null}', 'the response is not a session (it is not of the type object)'],
    ['{}', 'the response is not a session (sessionid is missing)'],
    [
      '{"SessionId":7,"UserDirectory":"D","UserId":"U"}',
      'the response is not a session (sessionid is not of the type string)',
    ],
    ['<html>', 'the response is not JSON'],
  ])('rejects %s', (body, problem) => {
    const { message } = catchFinding(() => parseCreatedSession(createResponse(body), 'qlik:4243'))
    expect(message).toBe(`qlik:4243 responded with 201: ${problem}.`)
  })
})

describe('parseEnded', () => {
  it.each([
    ['', {}],
    ['{"Session":{}}', {}],
    ['{"SessionId":"one"}', {}],
    ['{"UserDirectory":1,"UserId":"x"}', {}],
    ['{"Session":{"UserDirectory":"D","UserId":"x"}}', { user: { userDirectory: 'D', userId: 'x' } }],
    ['{"userDirectory":"D","userId":"x"}', { user: { userDirectory: 'D', userId: 'x' } }],
    ['['.repeat(100_000), {}],
    [' null\n', undefined],
  ])('returns for the body %j the result %j', (body, ended) => {
    expect(parseEnded(createResponse(body, 200), 'qlik:4243')).toEqual(ended)
  })
})
