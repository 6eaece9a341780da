import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { appendLine } from '../../../companion/audit/append-line.ts'
import { findingOfRejection } from '../../support/catch-finding.ts'
import { canMountDisks, mountSmallDisk } from '../../support/small-disk.ts'
import { createTemporaryHome } from '../../support/temporary-home.ts'

const appendMany = fileURLToPath(new URL('fixtures/append-many.ts', import.meta.url))
const fullLine = 'x'.repeat(1024 * 1024)

async function startLog() {
  const home = await createTemporaryHome()
  const folder = join(home.path, 'audit')
  const read = (number: number) => readFile(join(folder, `00000${number}.jsonl`), 'utf8')
  const write = async (number: number, text: string) => {
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, `00000${number}.jsonl`), text)
  }
  const age = async (number: number, days: number) => {
    const changedAt = Date.now() / 1_000 - days * 24 * 60 * 60
    await utimes(join(folder, `00000${number}.jsonl`), changedAt, changedAt)
  }
  return { folder, read, write, age, [Symbol.asyncDispose]: () => home[Symbol.asyncDispose]() }
}

it('appendLine appends lines that only the owner can read', async () => {
  await using log = await startLog()
  await appendLine(log.folder, 'one')
  await appendLine(log.folder, 'two')
  expect(await log.read(1)).toBe('one\ntwo\n')
  if (process.platform === 'win32') return
  expect((await stat(log.folder)).mode & 0o777).toBe(0o700)
  expect((await stat(join(log.folder, '000001.jsonl'))).mode & 0o777).toBe(0o600)
})

it('appendLine keeps every line of two processes that rotate files concurrently', async () => {
  await using log = await startLog()
  const count = 1_600
  const start = (name: string) =>
    promisify(execFile)(process.execPath, ['--import', 'tsx', appendMany, log.folder, name, `${count}`])
  await Promise.all([start('one'), start('other')])
  const files = (await readdir(log.folder)).toSorted()
  expect(files.length).toBeGreaterThan(2)
  const texts = await Promise.all(files.map(file => readFile(join(log.folder, file), 'utf8')))
  // A line that the other process is writing looks incomplete and leaves an extra empty line.
  const lines = texts.join('').split('\n').filter(Boolean)
  const seen = lines.map(line => JSON.parse(line)).map(({ name, n }) => `${name} ${n}`)
  const written = ['one', 'other'].flatMap(name => Array.from({ length: count }, (_, n) => `${name} ${n}`))
  expect(seen.toSorted()).toEqual(written.toSorted())
})

it('appendLine starts a new file when one is full and keeps five that are old', async () => {
  await using log = await startLog()
  for (const number of [1, 2, 3, 4, 5]) await log.write(number, fullLine)
  await log.age(1, 91)
  await log.age(2, 91)
  await appendLine(log.folder, 'new')
  expect((await readdir(log.folder)).toSorted()).toEqual([2, 3, 4, 5, 6].map(n => `00000${n}.jsonl`))
  expect(await log.read(6)).toBe('new\n')
  expect(await log.read(5)).toBe(fullLine)
})

it('appendLine starts a new line after an incomplete one', async () => {
  await using log = await startLog()
  await log.write(1, 'whole\n{"at":"2026-')
  await appendLine(log.folder, 'new')
  expect(await log.read(1)).toBe('whole\n{"at":"2026-\nnew\n')
})

it('appendLine ignores other files in the folder', async () => {
  await using log = await startLog()
  await log.write(1, 'one\n')
  await writeFile(join(log.folder, 'notes.jsonl'), 'mine')
  await appendLine(log.folder, 'two')
  expect(await log.read(1)).toBe('one\ntwo\n')
  expect(await readFile(join(log.folder, 'notes.jsonl'), 'utf8')).toBe('mine')
})

it('appendLine keeps every file of the last 90 days', async () => {
  await using log = await startLog()
  for (const number of [1, 2, 3, 4, 5, 6, 7]) await log.write(number, fullLine)
  await log.age(1, 89)
  await log.age(2, 91)
  await appendLine(log.folder, 'new')
  expect((await readdir(log.folder)).toSorted()).toEqual([1, 3, 4, 5, 6, 7, 8].map(n => `00000${n}.jsonl`))
})

it.skipIf(process.platform === 'win32').each<[string, (path: string) => Promise<unknown>]>([
  ['is a folder', path => mkdir(path)],
  ['is a pipe', path => promisify(execFile)('mkfifo', [path])],
  ['is a device that is full', path => symlink('/dev/full', path)],
  ['is a link that leads to itself', path => symlink(path, path)],
])('appendLine starts the next file if the last one %s', async (_, create) => {
  await using log = await startLog()
  await mkdir(log.folder)
  await create(join(log.folder, '000003.jsonl'))
  await appendLine(log.folder, 'new')
  await appendLine(log.folder, 'newer')
  expect(await log.read(4)).toBe('new\nnewer\n')
})

it.skipIf(!canMountDisks)('appendLine reports a full disk', async () => {
  await using disk = await mountSmallDisk()
  const folder = join(disk.path, 'audit')
  await disk.fill()
  expect(await findingOfRejection(appendLine(folder, 'new'))).toMatchObject({
    code: 'FILE_NOT_WRITTEN',
    details: { path: folder, reason: 'the disk is full' },
  })
})
