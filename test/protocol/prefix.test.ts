import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parsePrefix } from '#protocol/parse-prefix'
import { catchFinding } from '../support/catch-finding.ts'

test.each(['', 'sales', 'a.b-c_d~9', '...'])('parsePrefix accepts %j', prefix => {
  expect(parsePrefix(prefix)).toBe(prefix)
})

test.each([
  ['/sales/', 'did you mean "sales"'],
  [' sales', 'did you mean "sales"'],
  ['Sales', 'did you mean "sales"'],
  ['a/b', 'lowercase'],
  ['..', 'lowercase'],
  ['.', 'lowercase'],
  ['sa%2fles', 'lowercase'],
  ['sa\u0007les', 'lowercase'],
  ['prodüktion', 'lowercase'],
])('parsePrefix rejects %j and suggests a valid prefix', (prefix, advice) => {
  const finding = catchFinding(() => parsePrefix(prefix))
  expect(finding).toMatchObject({ code: 'BAD_REQUEST', details: { received: prefix } })
  expect(finding.message).toContain(JSON.stringify(prefix))
  expect(finding.remedy).toContain(advice)
})

test.each(['user', 'session', 'ticket', 'alive'])(
  'parsePrefix rejects %j, which has its own meaning in the path of a QPS request',
  prefix => {
    const finding = catchFinding(() => parsePrefix(prefix))
    expect(finding).toMatchObject({ code: 'BAD_REQUEST', details: { received: prefix } })
    expect(finding.remedy).toContain('meaning of their own')
    expect(catchFinding(() => parsePrefix(prefix.toUpperCase())).remedy).not.toContain('did you mean')
    expect(parsePrefix(`${prefix}s`)).toBe(`${prefix}s`)
  },
)

test('parsePrefix rejects everything that would change a path', () => {
  fc.assert(
    fc.property(fc.string(), prefix => {
      let taken: string
      try {
        taken = parsePrefix(prefix)
      } catch {
        return
      }
      expect(new URL(`https://host/qps/${taken}/session`).pathname).toBe(`/qps/${taken}/session`)
    }),
  )
})
