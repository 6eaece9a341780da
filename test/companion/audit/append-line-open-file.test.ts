import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { appendLine } from '../../../companion/audit/append-line.ts'
import { holdAuditFiles } from '../../../companion/audit/append-to-newest.ts'
import { createTemporaryHome } from '../../support/temporary-home.ts'

let release: () => Promise<void>
beforeAll(() => {
  release = holdAuditFiles()
})
afterAll(() => release())

async function startLog() {
  const home = await createTemporaryHome()
  const folder = join(home.path, 'audit')
  await appendLine(folder, 'first')
  const path = join(folder, '000001.jsonl')
  return { folder, path, [Symbol.asyncDispose]: () => home[Symbol.asyncDispose]() }
}

it('appendLine keeps the order of lines that arrive at once', async () => {
  await using log = await startLog()
  const lines = Array.from({ length: 200 }, (_, n) => `line ${n}`)
  await Promise.all(lines.map(line => appendLine(log.folder, line)))
  expect(await readFile(log.path, 'utf8')).toBe(['first', ...lines, ''].join('\n'))
})

it('appendLine starts a new line after one that another process has just cut', async () => {
  await using log = await startLog()
  await writeFile(log.path, '{"at":"2026-', { flag: 'a' })
  await appendLine(log.folder, 'second')
  expect(await readFile(log.path, 'utf8')).toBe('first\n{"at":"2026-\nsecond\n')
})

it.skipIf(process.platform === 'win32').each<[string, (log: { folder: string; path: string }) => string]>([
  ['the file', ({ path }) => path],
  ['the folder', ({ folder }) => folder],
])('appendLine starts again after %s was removed', async (_, find) => {
  await using log = await startLog()
  await rm(find(log), { recursive: true })
  await appendLine(log.folder, 'second')
  expect(await readFile(log.path, 'utf8')).toBe('second\n')
})

it('appendLine starts a new file after another process has filled the one that it wrote to', async () => {
  await using log = await startLog()
  await writeFile(log.path, `${'x'.repeat(1024 * 1024)}\n`, { flag: 'a' })
  await appendLine(log.folder, 'second')
  expect((await readdir(log.folder)).toSorted()).toEqual(['000001.jsonl', '000002.jsonl'])
  expect(await readFile(join(log.folder, '000002.jsonl'), 'utf8')).toBe('second\n')
})
