import { execFileSync } from 'node:child_process'
import { lchown, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { writeSecret } from '../../../companion/util/write-secret.ts'
import { findingOfRejection } from '../../support/catch-finding.ts'
import { createTemporaryHome } from '../../support/temporary-home.ts'

const another = 65_534
const isRoot = process.getuid?.() === 0

afterEach(() => vi.restoreAllMocks())

/** Gives a path to another user. Only root can do so; anybody else becomes another user instead. */
async function giveAway(path: string): Promise<void> {
  if (isRoot) await lchown(path, another, another)
  else vi.spyOn(process, 'geteuid').mockReturnValue(another)
}

const createPipe = (path: string) => execFileSync('mkfifo', [path])

describe.skipIf(process.platform === 'win32')('writeSecret', () => {
  it.each<[string, (folder: string) => Promise<{ out: string; foreign: string }>]>([
    [
      'a file',
      async folder => {
        const out = join(folder, 'out')
        await writeFile(out, 'before')
        return { out, foreign: out }
      },
    ],
    [
      'a pipe',
      async folder => {
        const out = join(folder, 'out')
        createPipe(out)
        return { out, foreign: out }
      },
    ],
    [
      'a link to a file',
      async folder => {
        const out = join(folder, 'out')
        await symlink(join(folder, 'victim'), out)
        return { out, foreign: out }
      },
    ],
    [
      'a link to a file that does not exist',
      async folder => {
        const out = join(folder, 'out')
        await symlink(join(folder, 'new'), out)
        return { out, foreign: out }
      },
    ],
    [
      'a link to a folder of the path',
      async folder => {
        const link = join(folder, 'link')
        await symlink(folder, link)
        return { out: join(link, 'new', 'out'), foreign: link }
      },
    ],
    [
      'a link that a link of ours points to',
      async folder => {
        const [out, link] = [join(folder, 'out'), join(folder, 'link')]
        await symlink(join(folder, 'victim'), link)
        await symlink(link, out)
        return { out, foreign: link }
      },
    ],
    [
      'a link to a pipe',
      async folder => {
        const out = join(folder, 'out')
        createPipe(join(folder, 'pipe'))
        await symlink('pipe', out)
        return { out, foreign: isRoot ? join(folder, 'pipe') : out }
      },
    ],
  ])('refuses %s of another user and changes nothing', async (_, create) => {
    await using folder = await createTemporaryHome()
    const victim = join(folder.path, 'victim')
    await writeFile(victim, 'before')
    const { out, foreign } = await create(folder.path)
    await giveAway(foreign)
    const before = await readdir(folder.path)
    expect(await findingOfRejection(writeSecret(out, 'secret'))).toMatchObject({
      code: 'FILE_NOT_WRITTEN',
      message: `Could not write the file ${out}: the file, or a link in its path, belongs to another user of this machine.`,
    })
    expect(await readFile(victim, 'utf8')).toBe('before')
    expect(await readdir(folder.path)).toEqual(before)
  })

  it('follows links of this user, which stay links', async () => {
    await using folder = await createTemporaryHome()
    const [out, file] = [join(folder.path, 'out'), join(folder.path, 'new', 'file')]
    await symlink(join('new', 'file'), out)
    await writeSecret(out, 'secret')
    await writeSecret(out, 'again')
    expect(await readFile(file, 'utf8')).toBe('again')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await readdir(join(folder.path, 'new'))).toEqual(['file'])
  })

  it('makes a public file of this user private', async () => {
    await using folder = await createTemporaryHome()
    const out = join(folder.path, 'out')
    await writeFile(out, 'before', { mode: 0o666 })
    await writeSecret(out, 'secret')
    expect(await stat(out)).toMatchObject({ mode: 0o100600, uid: process.geteuid?.() })
  })

  it.each<[string, (path: string) => Promise<unknown>, string]>([
    ['a folder', path => mkdir(path), 'it is a folder'],
    ['a full disk', path => symlink('/dev/full', path), 'the disk is full'],
    ['links in a circle', path => symlink(path, path), 'links in its path point to each other'],
  ])('reports %s and leaves nothing behind', async (_, create, reason) => {
    await using folder = await createTemporaryHome()
    const out = join(folder.path, 'out')
    await create(out)
    const { code, details } = await findingOfRejection(writeSecret(out, 'secret'))
    expect([code, details.reason]).toEqual(['FILE_NOT_WRITTEN', reason])
    expect(await readdir(folder.path)).toEqual(['out'])
  })
})

it('writeSecret does not call a bug in what it writes a file that cannot be written', async () => {
  await using folder = await createTemporaryHome()
  const bug = new TypeError('a bug')
  const content = (async function* () {
    yield 'first'
    throw bug
  })()
  await expect(writeSecret(join(folder.path, 'out'), content)).rejects.toBe(bug)
  expect(await readdir(folder.path)).toEqual([])
})
