import * as v from 'valibot'
import { expect, it } from 'vitest'
import { expandCases } from '../../../../companion/check/cases/expand.ts'
import { judgeCase } from '../../../../companion/check/expectations/judge.ts'
import { JournalEntrySchema } from '../../../../companion/check/journal/entries.ts'
import { toCaseEntry } from '../../../../companion/check/journal/to-case-entry.ts'
import { collect } from '../../../support/collect.ts'
import { parseSample } from '../../../support/plan-fixture.ts'

const effort = { startedAt: new Date(0), ms: 12.4, requests: 4, sessions: 1 }

it('the entry of each judged case fits the journal, and has no attribute', async () => {
  const cases = await collect(expandCases(parseSample(), { listLinked: async () => [] }))
  for (const each of cases) {
    const judgement = judgeCase(
      each,
      { user: 'TESTING_1\\ann', isHubReachable: true },
      { today: '2026-11-29' },
    )
    const entry = toCaseEntry(each, judgement, effort)
    expect(v.parse(JournalEntrySchema, entry)).toEqual(entry)
    expect(entry).toMatchObject({ id: each.id, at: '1970-01-01T00:00:00.000Z', ms: 12 })
    expect(JSON.stringify(entry)).not.toContain('"HR"')
  }
})
