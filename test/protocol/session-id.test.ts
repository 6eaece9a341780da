import { expect, test } from 'vitest'
import { parseSessionId } from '#protocol/session-id'
import { catchFinding } from '../support/catch-finding.ts'

test('parseSessionId accepts a UUID', () => {
  const id = crypto.randomUUID()
  expect(parseSessionId(id)).toBe(id)
})

test.each([
  '',
  'short',
  'with space',
  'semi;colon',
  'com,ma--',
  'quo"te--',
  'back\\slash',
  'sla/sh--',
  'new\nline',
  'ümlaut--',
  'lone-\ud800-',
  'zero\u200bwidth',
  '........',
  '%2e%2e%2fuser',
  'a%252f..%252fuser',
  'x'.repeat(1025),
])('parseSessionId rejects an id that does not fit a cookie or a URL without showing it: %j', id => {
  const finding = catchFinding(() => parseSessionId(id))
  expect(finding.code).toBe('BAD_REQUEST')
  expect(finding.message).toContain(`${id.length.toLocaleString('en')} characters`)
  if (id !== '') expect(JSON.stringify(finding)).not.toContain(JSON.stringify(id).slice(1, -1))
})
