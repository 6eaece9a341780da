import { linkSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { hashSha256 } from '../../scripts/package/checksums.ts'
import { writeRelease } from '../../scripts/package/release-folder.ts'
import { createTemporaryFolder } from '../support/temporary-folder.ts'

const artifact = (name: string, content: string) => ({ name, create: async () => Buffer.from(content) })
const broken = { name: 'broken.zip', create: () => Promise.reject(new Error('stopped')) }

async function createFolder() {
  vi.spyOn(console, 'log').mockImplementation(() => {})
  const folder = await createTemporaryFolder('release')
  const read = (name: string) => readFileSync(join(folder.path, name), 'utf8')
  const list = () => readdirSync(folder.path).sort()
  return { out: folder.path, read, list, [Symbol.asyncDispose]: folder[Symbol.asyncDispose] }
}

it('a release has the checksums of what was just made', async () => {
  await using folder = await createFolder()
  writeFileSync(join(folder.out, 'foreign.txt'), 'foreign')
  await writeRelease([artifact('a.zip', 'one'), artifact('b.zip', 'two')], { only: ['a'], out: folder.out })
  expect(folder.read('SHA256SUMS')).toBe(`${hashSha256(Buffer.from('one'))}  a.zip\n`)
  expect(folder.list()).toEqual(['SHA256SUMS', 'a.zip', 'foreign.txt'])
})

it('a release that is stopped has no checksums, also not those of the release before', async () => {
  await using folder = await createFolder()
  const options = { only: [], out: folder.out }
  await writeRelease([artifact('a.zip', 'one')], options)
  await expect(writeRelease([artifact('a.zip', 'two'), broken], options)).rejects.toThrow('stopped')
  expect(folder.list()).toEqual(['a.zip'])
  expect(folder.read('a.zip')).toBe('two')
})

it('an artifact replaces the one before at once', async () => {
  await using folder = await createFolder()
  const options = { only: [], out: folder.out }
  await writeRelease([artifact('a.zip', 'one')], options)
  linkSync(join(folder.out, 'a.zip'), join(folder.out, 'reader.zip'))
  await writeRelease([artifact('a.zip', 'two')], options)
  expect(folder.read('a.zip')).toBe('two')
  expect(folder.read('reader.zip')).toBe('one')
})

it('a text that is in no name is an error, and the release before stays', async () => {
  await using folder = await createFolder()
  const artifacts = [artifact('a.zip', 'one')]
  await writeRelease(artifacts, { only: [], out: folder.out })
  await expect(writeRelease(artifacts, { only: ['a', 'rpm'], out: folder.out })).rejects.toThrow(
    'No artifact has a name with rpm. Choose from:\n  a.zip',
  )
  expect(folder.list()).toEqual(['SHA256SUMS', 'a.zip'])
})
