import { mkdir, readFile, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { compareJournals } from '../../../../companion/check/journal/compare.ts'
import {
  listDone,
  listFailed,
  listTimes,
  openJournals,
} from '../../../../companion/check/journal/journals.ts'
import { mergeJournals } from '../../../../companion/check/journal/merge.ts'
import { readJournal } from '../../../../companion/check/journal/read.ts'
import { openJournal } from '../../../../companion/check/journal/write.ts'
import { caseEntries, endEntry, journalText, runEntry, toLines } from '../../../support/case-entry-fixture.ts'
import { findingOfRejection } from '../../../support/catch-finding.ts'
import { collect } from '../../../support/collect.ts'
import { samplePlan } from '../../../support/plan-fixture.ts'
import { createTemporaryFolder } from '../../../support/temporary-folder.ts'

const [ann, bob, cafe] = caseEntries as [
  (typeof caseEntries)[0],
  (typeof caseEntries)[0],
  (typeof caseEntries)[0],
]

async function withFiles<T>(
  texts: Record<string, string>,
  use: (path: (name: string) => string) => Promise<T>,
): Promise<T> {
  await using folder = await createTemporaryFolder('journal')
  for (const [name, text] of Object.entries(texts)) await writeFile(join(folder.path, name), text)
  return await use(name => join(folder.path, name))
}

const readAll = (path: string) => collect(readJournal(path))

it('a journal has what was written into it', async () => {
  await withFiles({}, async path => {
    const journal = await openJournal(path('night/a.ndjson'), { resume: false })
    await Promise.all([runEntry, ...caseEntries, endEntry].map(entry => journal.append(entry)))
    await journal.close()
    expect(await readAll(path('night/a.ndjson'))).toEqual([runEntry, ...caseEntries, endEntry])
  })
})

it('an entry is on the disk when its promise resolves', async () => {
  await withFiles({}, async path => {
    const journal = await openJournal(path('a.ndjson'), { resume: false })
    await journal.append(runEntry)
    expect(await readFile(path('a.ndjson'), 'utf8')).toBe(toLines(runEntry))
    await journal.close()
  })
})

it('a place before the first line of a file is none', async () => {
  const place = { ...ann.place, line: 0 }
  await withFiles({ 'a.ndjson': toLines(runEntry, { ...ann, place }) }, async path => {
    const finding = await findingOfRejection(readAll(path('a.ndjson')))
    expect(finding).toMatchObject({
      code: 'JOURNAL_INVALID',
      details: { line: 2, problem: 'place.line is missing or wrong' },
    })
  })
})

it('two runs cannot write one journal, and the next one can', async () => {
  await withFiles({}, async path => {
    const journal = await openJournal(path('a.ndjson'), { resume: false })
    const refused = await findingOfRejection(openJournal(path('a.ndjson'), { resume: false, patienceMs: 0 }))
    expect(refused).toMatchObject({ code: 'JOURNAL_IN_USE', details: { path: path('a.ndjson') } })
    await journal.append(runEntry)
    await journal.close()
    const next = await openJournal(path('a.ndjson'), { resume: true })
    await next.append(endEntry)
    await next.close()
    expect(await readAll(path('a.ndjson'))).toEqual([runEntry, endEntry])
  })
})

it('the lock of a killed run expires, and that of a run that ends is awaited', async () => {
  await withFiles({ 'a.ndjson': toLines(runEntry) }, async path => {
    await mkdir(path('a.ndjson.lock'))
    await utimes(path('a.ndjson.lock'), 0, 0)
    const journal = await openJournal(path('a.ndjson'), { resume: true, patienceMs: 0 })
    const next = openJournal(path('a.ndjson'), { resume: true })
    await journal.close()
    await (await next).close()
    expect(await readAll(path('a.ndjson'))).toEqual([runEntry])
  })
})

it('an interruption while a journal is locked, or before it is opened, leaves it as it is', async () => {
  await withFiles({ 'a.ndjson': journalText }, async path => {
    const journal = await openJournal(path('a.ndjson'), { resume: true })
    const run = new AbortController()
    const waiting = openJournal(path('a.ndjson'), { resume: false, signal: run.signal })
    run.abort(new Error('interrupted'))
    await expect(waiting).rejects.toThrow('interrupted')
    await journal.close()
    await expect(openJournal(path('a.ndjson'), { resume: false, signal: run.signal })).rejects.toThrow(
      'interrupted',
    )
    expect(await readFile(path('a.ndjson'), 'utf8')).toBe(journalText)
    await (await openJournal(path('a.ndjson'), { resume: true, patienceMs: 0 })).close()
  })
})

it('only its owner can read a journal', async () => {
  await withFiles({}, async path => {
    await (await openJournal(path('a.ndjson'), { resume: false })).close()
    expect((await stat(path('a.ndjson'))).mode & 0o777).toBe(0o600)
  })
})

it('a resumed journal loses only the line that a killed run did not finish', async () => {
  await withFiles({ 'a.ndjson': toLines(runEntry, ann) + toLines(bob).slice(0, 100) }, async path => {
    const journal = await openJournal(path('a.ndjson'), { resume: true })
    await journal.append(bob)
    await journal.close()
    expect(await readAll(path('a.ndjson'))).toEqual([runEntry, ann, bob])
  })
})

it.each([
  ['resumed', 'hello\nworld\n', true],
  ['resumed', 'hello', true],
  ['replaced', samplePlan, false],
])('a file that is no journal is not %s and stays as it is', async (_, text, resume) => {
  await withFiles({ 'notes.txt': text }, async path => {
    const refused = await findingOfRejection(openJournal(path('notes.txt'), { resume }))
    expect(refused).toMatchObject({ code: 'JOURNAL_INVALID', details: { line: 1, problem: 'it is no JSON' } })
    expect(await readFile(path('notes.txt'), 'utf8')).toBe(text)
  })
})

it('a new run replaces an earlier journal', async () => {
  await withFiles({ 'a.ndjson': journalText }, async path => {
    const journal = await openJournal(path('a.ndjson'), { resume: false })
    await journal.append(runEntry)
    await journal.close()
    expect(await readAll(path('a.ndjson'))).toEqual([runEntry])
  })
})

it('a torn last line is left out wherever it is torn', async () => {
  const last = toLines(ann)
  for (const length of [1, 10, last.length >> 1, last.length - 2])
    await withFiles({ a: toLines(runEntry) + last.slice(0, length) }, async path =>
      expect(await readAll(path('a'))).toEqual([runEntry]),
    )
  await withFiles({ a: (toLines(runEntry) + last).trimEnd() }, async path =>
    expect(await readAll(path('a'))).toEqual([runEntry, ann]),
  )
})

it.each([
  ['a broken line in the middle', `${toLines(runEntry)}{"type":"ca\n${toLines(ann)}`, 2, 'it is no JSON'],
  ['another entry', toLines(runEntry, { type: 'song' }), 2, 'type is missing or wrong'],
  ['a field of another type', toLines(runEntry, { ...ann, ms: 'long' }), 2, 'ms is missing or wrong'],
  [
    'more shards than memory has room for',
    toLines({ ...runEntry, shard: { index: 1, count: 1e9 } }),
    1,
    'shard.count is missing or wrong',
  ],
  [
    'a shard that its run does not have',
    toLines({ ...runEntry, shard: { index: 3, count: 2 } }),
    1,
    'shard is missing or wrong',
  ],
  ['a time that is none', toLines({ ...runEntry, at: 'today' }), 1, 'at is missing or wrong'],
  [
    'a thirteenth month',
    toLines({ ...runEntry, at: '2026-13-01T00:00:00.000Z' }),
    1,
    'at is missing or wrong',
  ],
  [
    'a time after the last date',
    toLines(runEntry, { ...ann, at: '+275760-09-13T00:00:00.000Z' }),
    2,
    'at is missing or wrong',
  ],
  ['a duration after the last date', toLines(runEntry, { ...ann, ms: 1e300 }), 2, 'ms is missing or wrong'],
  ['a negative number', toLines(runEntry, { ...ann, requests: -1 }), 2, 'requests is missing or wrong'],
  [
    'a number that is infinite',
    toLines(runEntry, ann).replace('"line":5', '"line":1e999'),
    2,
    'place.line is missing or wrong',
  ],
  ['no entry of the run', toLines(ann), 1, 'the entry of the run is missing'],
  ['a newer version', toLines({ ...runEntry, version: 2 }), 1, 'a newer Hubpass wrote version 2'],
  ['nothing', '', 1, 'it is empty'],
  ['a torn first line', '{"type":"run"', 1, 'it is no JSON'],
])('a journal with %s is refused with its line', async (_, text, line, problem) => {
  await withFiles({ a: text }, async path => {
    expect(await findingOfRejection(readAll(path('a')))).toMatchObject({
      code: 'JOURNAL_INVALID',
      details: { path: path('a'), line, problem },
    })
  })
})

it('a journal that does not exist, or is a folder, is refused', async () => {
  await withFiles({}, async path => {
    for (const name of ['missing', ''])
      expect(await findingOfRejection(readAll(path(name)))).toMatchObject({ code: 'JOURNAL_INVALID' })
  })
})

it('journals know the failed cases, the done ones and their times', async () => {
  await withFiles({ a: journalText }, async path => {
    const journals = await openJournals([path('a')])
    expect(journals.isComplete).toBe(true)
    expect(await listFailed(journals)).toEqual(new Set([ann.id, bob.id]))
    expect([...(await listDone(journals)).keys()]).toEqual([ann.id, bob.id, cafe.id])
    expect((await listTimes(journals)).get(ann.id)).toBe(1234)
  })
})

it('journals of shards are one, and the last result of a case counts', async () => {
  const again = { ...ann, verdict: 'expected' as const, items: ann.items.slice(0, 1) }
  const texts = { a: toLines(runEntry, ann, bob, endEntry), b: toLines(runEntry, again, cafe) }
  await withFiles(texts, async path => {
    const paths = [path('a'), path('b')]
    const journals = await openJournals(paths)
    expect(journals.isComplete).toBe(false)
    expect(await collect(journals.readCases())).toEqual([bob, again, cafe])
    await writeFile(
      path('merged'),
      (await collect(mergeJournals(journals, { cases: 3, exitCode: 1 }))).join(''),
    )
    expect(await readAll(path('merged'))).toEqual([
      { ...runEntry, cases: 3 },
      bob,
      again,
      cafe,
      { ...endEntry, interrupted: true },
    ])
  })
})

it('joined journals last from the first beginning to the last end, in any order', async () => {
  const [early, late] = ['2026-11-29T01:00:00.000Z', '2026-11-29T02:00:00.000Z']
  const a = toLines({ ...runEntry, at: early }, ann, { ...endEntry, at: late })
  const b = toLines({ ...runEntry, at: late }, bob, { ...endEntry, at: early })
  await withFiles({ a, b }, async path => {
    for (const names of [
      ['a', 'b'],
      ['b', 'a'],
    ]) {
      const { run, endedAt } = await openJournals(names.map(path))
      expect([run.at, endedAt]).toEqual([early, late])
    }
  })
})

it('two nights differ by what is new, still there, fixed and gone', async () => {
  const [signIn, hsts] = ann.items as [(typeof ann.items)[0], (typeof ann.items)[0]]
  const before = { ...ann, items: [signIn, hsts, { ...hsts, id: 'SC-01' }] }
  const gone = { ...bob, items: [{ ...hsts, id: 'SC-02' }] }
  const now = {
    ...ann,
    items: [signIn, hsts, { ...hsts, id: 'SC-01', verdict: 'expected' }, { ...hsts, id: 'SC-03' }],
  }
  await withFiles({ a: toLines(runEntry, before, gone), b: toLines(runEntry, now) }, async path => {
    const comparison = await compareJournals(await openJournals([path('a')]), await openJournals([path('b')]))
    const items = Object.entries(comparison).map(([key, list]) => [
      key,
      list.map(({ item }: { item: string }) => item),
    ])
    expect(Object.fromEntries(items)).toEqual({
      new: ['SC-03'],
      still: ['SC-31'],
      fixed: ['SC-01'],
      gone: ['SC-02'],
    })
  })
})
