import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { createTar, createTarGz } from '../../scripts/package/archives/tar.ts'
import { createZip } from '../../scripts/package/archives/zip.ts'
import { type Entry, textEntry } from '../../scripts/package/entries.ts'
import { createTemporaryFolder } from '../support/temporary-folder.ts'

const time = new Date('2026-03-29T01:30:00Z')
const entries: Entry[] = [
  { ...textEntry('folder/program', '#!/bin/sh\n'), isProgram: true },
  textEntry('folder/Zebra.txt', 'Z'),
  textEntry('folder/below/empty.txt', ''),
  textEntry('a.txt', 'ä'.repeat(5_000)),
]
const contents = Object.fromEntries(
  entries.map(({ path, content }) => [path, Buffer.from(content).toString()]),
)

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

describe.each([
  ['zip', createZip],
  ['tar.gz', createTarGz],
])('an archive in the format %s', (_, create) => {
  it('has the same bytes for every order of its entries', () => {
    expect(hex(create(entries.toReversed(), time))).toBe(hex(create(entries, time)))
  })
})

it('a zip file contains every entry in order of its path', () => {
  const files = unzipSync(createZip(entries, time))
  expect(Object.keys(files)).toEqual(Object.keys(contents).sort())
  for (const [path, content] of Object.entries(files))
    expect(Buffer.from(content).toString()).toBe(contents[path])
})

it.each(['Pacific/Kiritimati', 'Europe/Berlin', 'America/Santiago', 'UTC'])(
  'a zip file has the same bytes in the time zone %s',
  zone => {
    const previous = process.env.TZ
    try {
      process.env.TZ = zone
      const there = hex(createZip(entries, time))
      process.env.TZ = 'Asia/Tokyo'
      expect(there).toBe(hex(createZip(entries, time)))
    } finally {
      if (previous === undefined) delete process.env.TZ
      else process.env.TZ = previous
    }
  },
)

it('a tar archive has folders first, fixed modes and one owner', async () => {
  await using folder = await createTemporaryFolder('tar')
  const file = join(folder.path, 'a.tar')
  writeFileSync(file, createTar(entries, time))
  const lines = execFileSync('tar', ['--utc', '--full-time', '--numeric-owner', '-tvf', file], {
    encoding: 'utf8',
  })
  const row = (mode: string, size: number, path: string) =>
    `${mode} 0/0 ${`${size}`.padStart(15)} 2026-03-29 01:30:00 ${path}`
  expect(lines.trimEnd().split('\n')).toEqual([
    row('drwxr-xr-x', 0, 'folder/'),
    row('drwxr-xr-x', 0, 'folder/below/'),
    row('-rw-r--r--', 10_000, 'a.txt'),
    row('-rw-r--r--', 1, 'folder/Zebra.txt'),
    row('-rw-r--r--', 0, 'folder/below/empty.txt'),
    row('-rwxr-xr-x', 10, 'folder/program'),
  ])
})

it('a tar archive does not cut a path that is too long', () => {
  expect(() => createTar([textEntry('x'.repeat(101), '')], time)).toThrow('too long')
})

it('a gzipped archive names no time, no file and no system', () => {
  const archive = createTarGz(entries, time)
  expect(hex(archive.subarray(0, 8))).toBe('1f8b080000000000')
  expect(hex(gunzipSync(archive))).toBe(hex(createTar(entries, time)))
})
