import { expect, it } from 'vitest'
import { parseSessionId } from '../../src/protocol/session-id.ts'
import { makeSessionId } from '../../src/protocol/session-id-form.ts'

it('a session id is a GUID unless the site has chosen another form', () => {
  for (const form of [undefined, 'guid'] as const)
    expect(makeSessionId(crypto, form)).toMatch(
      /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
    )
})

it('a session id in base64url has 36 characters of the whole alphabet, and Qlik Sense takes it', () => {
  const ids = Array.from({ length: 200 }, () => makeSessionId(crypto, 'base64url'))
  for (const id of ids) expect(parseSessionId(id)).toMatch(/^[\w-]{36}$/)
  expect(new Set(ids.join('')).size).toBe(64)
  expect(new Set(ids).size).toBe(200)
})
