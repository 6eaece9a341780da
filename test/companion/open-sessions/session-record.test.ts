import { readFileSync, readlinkSync } from 'node:fs'
import { appendFile, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, it, vi } from 'vitest'
import { findLeftEntries, listHolders, listOpenEntries } from '../../../companion/open-sessions/records.ts'
import { SessionRecord } from '../../../companion/open-sessions/session-record.ts'
import { sweepLeftSessions } from '../../../companion/open-sessions/sweep.ts'
import { createTemporaryHome } from '../../support/temporary-home.ts'

let folder: string

beforeEach(async () => {
  const home = await createTemporaryHome()
  vi.stubEnv('HUBPASS_HOME', home.path)
  folder = join(home.path, 'open-sessions')
  return async () => {
    vi.unstubAllEnvs()
    await home[Symbol.asyncDispose]()
  }
})

const toEntry = (sessionHash: string) => ({
  ...{ site: 'acme', prefix: '', userDirectory: 'DOMAIN', userId: 'User1' },
  sessionHash,
})

/** Reads the records as if their program had been killed: another number is that of no process. */
async function listLeft(): Promise<(string | undefined)[]> {
  for (const name of await readdir(folder))
    await rename(join(folder, name), join(folder, name.replace(/^\d+/, '999999999')))
  const left = await findLeftEntries()
  return left.flatMap(({ entries }) => entries.map(({ sessionHash }) => sessionHash))
}

it('a record names the sessions that are open, and not those that are gone', async () => {
  const record = new SessionRecord()
  await Promise.all(['a', 'b', 'c'].map(hash => record.add(toEntry(hash))))
  record.drop('b')
  await record.add(toEntry('d'))
  await record.end()
  expect(await listLeft()).toEqual(['a', 'c', 'd'])
})

it('a record names no session of which it is not known that it is gone when the run ends', async () => {
  const record = new SessionRecord()
  await Promise.all(['a', 'b'].map(hash => record.add(toEntry(hash))))
  record.drop('a')
  await record.end()
  expect(await listLeft()).toEqual(['b'])
})

it('a record of the most sessions that can be made at once can be read', async () => {
  const record = new SessionRecord()
  await record.add(toEntry('first'))
  await record.end()
  const lines = Array.from(
    { length: 99_998 },
    (_, index) => `\n${JSON.stringify(toEntry(index.toString(16).padStart(16, '0')))}`,
  )
  for (const name of await readdir(folder)) await appendFile(join(folder, name), lines.join(''))
  expect(await listLeft()).toHaveLength(99_999)
})

it('an entry that names no place on QPS is none', async () => {
  const record = new SessionRecord()
  await record.add({ ...toEntry('a'), prefix: '../..' })
  await record.add({ ...toEntry('b'), userDirectory: '..' })
  await record.add({ ...toEntry('c'), userId: 'a\u001b' })
  await record.add(toEntry('d'))
  await record.end()
  expect(await listLeft()).toEqual(['d'])
})

it('no record is left when all sessions are gone', async () => {
  const record = new SessionRecord()
  await record.add(toEntry('a'))
  record.drop('a')
  await record.end()
  expect(await readdir(folder)).toEqual([])
})

it('an entry is written as soon as the folder of records can be made', async () => {
  const record = new SessionRecord()
  await writeFile(folder, '')
  await expect(record.add(toEntry('a'))).rejects.toMatchObject({ code: 'FILE_NOT_WRITTEN' })
  await rm(folder)
  await record.add(toEntry('b'))
  await record.end()
  expect(await listLeft()).toEqual(['b'])
})

it('a record names the sessions that are open again after its folder was removed', async () => {
  const record = new SessionRecord()
  await record.add(toEntry('a'))
  await rm(folder, { recursive: true })
  await expect(record.add(toEntry('b'))).rejects.toMatchObject({ code: 'FILE_NOT_WRITTEN' })
  await record.add(toEntry('c'))
  await record.end()
  expect(await listLeft()).toEqual(['a', 'c'])
})

it('a record stays short, however many sessions a run has', async () => {
  const record = new SessionRecord()
  await record.add(toEntry('first'))
  const first = await readdir(folder)
  for (let round = 0; round < 50; round += 1) {
    const hashes = Array.from({ length: 50 }, (_, index) => `${round}/${index}`)
    await Promise.all(hashes.map(hash => record.add(toEntry(hash))))
    for (const hash of hashes) record.drop(hash)
  }
  await record.add(toEntry('last'))
  const names = await readdir(folder)
  // Another program that has just listed the records must still find it.
  expect(names).toEqual(first)
  const lines = (await readFile(join(folder, names[0] ?? ''), 'utf8')).split('\n')
  expect(lines.length).toBeLessThan(2_100)
  await record.end()
  expect(await listLeft()).toEqual(['first', 'last'])
})

it.each([
  ['its holders are counted', () => listHolders('f00d', toEntry('open'))],
  ['the sessions of all programs are listed', listOpenEntries],
])('an open session is found while %s, although a new record replaces the long one', async (_, list) => {
  for (let turns = 0; turns < 10; turns += 1) {
    const record = new SessionRecord()
    await record.add(toEntry('open'))
    for (let count = 0; count < 1_000; count += 1) record.drop(await addTo(record, `${count}`))
    const listing = list()
    for (let turn = 0; turn < turns; turn += 1) await new Promise(resolve => setImmediate(resolve))
    await addTo(record, 'last')
    expect((await listing).length, `after ${turns} turns`).toBeGreaterThan(0)
    await record.remove()
  }
})

const addTo = async (record: SessionRecord, hash: string): Promise<string> => {
  await record.add(toEntry(hash))
  return hash
}

it('an empty record, which a power cut leaves, is removed by the next start', async () => {
  await writeLeft('')
  await sweepLeftSessions('cli', new AbortController().signal)
  expect(await readdir(folder)).toEqual([])
})

async function writeLeft(text: string): Promise<void> {
  const record = new SessionRecord()
  await record.add(toEntry('a'))
  const [name = ''] = await readdir(folder)
  await writeFile(join(folder, name), text)
  await listLeft()
}

it.runIf(process.platform === 'linux').each([
  ['a container', () => /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? 'none'],
  ['another machine', () => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8)],
])(
  'a record says whose numbers of processes it uses, because %s can have the same name',
  async (_, readPlace) => {
    const record = new SessionRecord()
    await record.add(toEntry('a'))
    const place = readPlace()
    const [name = ''] = await readdir(folder)
    expect(name).toContain(place)
    expect(await findLeftEntries()).toEqual([])
    await rename(join(folder, name), join(folder, name.replace(/^\d+/, '999999999')))
    expect(await findLeftEntries()).toHaveLength(1)
    await rename(
      join(folder, name.replace(/^\d+/, '999999999')),
      join(folder, name.replace(/^\d+/, '999999999').replace(place, '1')),
    )
    expect(await findLeftEntries()).toEqual([])
  },
)
