import { expect, it } from 'vitest'
import { summarizeBuild } from '../../scripts/build-summary.mjs'

it('the build ends with one line that says what to load and what to run', () => {
  const { code, text } = summarizeBuild([{ code: 0, output: 'a table of 100 files\n' }])
  expect(code).toBe(0)
  expect(text).toMatch(/^Built\. Load .*dist.chrome .* node dist\/companion\/hubpass\.mjs install\n$/)
})

it('the build shows only what failed', () => {
  const results = [
    { code: 0, output: 'a table of files' },
    { code: 1, output: 'src/x.ts: broken' },
  ]
  expect(summarizeBuild(results)).toEqual({ code: 1, text: 'src/x.ts: broken' })
})
