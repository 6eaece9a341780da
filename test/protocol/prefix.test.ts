import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parsePrefix } from '#protocol/prefix'
import { catchFinding } from '../support/catch-finding.ts'

test.each(['', 'sales', 'a.b-c_d~9', '...'])('takes %j', prefix => {
  expect(parsePrefix(prefix)).toBe(prefix)
})

test.each([
  ['/sales/', 'did you mean "sales"'],
  [' sales', 'did you mean "sales"'],
  ['Sales', 'did you mean "sales"'],
  ['a/b', 'lower-case'],
  ['..', 'lower-case'],
  ['.', 'lower-case'],
  ['sa%2fles', 'lower-case'],
  ['sa\u0007les', 'lower-case'],
  ['prodüktion', 'lower-case'],
])('refuses %j and says what would do', (prefix, advice) => {
  const finding = catchFinding(() => parsePrefix(prefix))
  expect(finding).toMatchObject({ code: 'BAD_REQUEST', details: { received: prefix } })
  expect(finding.message).toContain(JSON.stringify(prefix))
  expect(finding.remedy).toContain(advice)
})

test('lets nothing pass that would change the path it is put into', () => {
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
