import { chmod, lchown, mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { findExposures } from '../../../../companion/doctor/machine/rights.ts'
import { createTemporaryHome } from '../../../support/temporary-home.ts'

const another = 65_534

afterEach(() => vi.restoreAllMocks())

const findPaths = async (...paths: string[]) =>
  (await findExposures(paths)).map(({ details: { path, access } }) => [path, access])

describe.skipIf(process.platform === 'win32')('findExposures', () => {
  it('finds nothing in folders of this user below a sticky folder', async () => {
    await using home = await createTemporaryHome()
    await writeFile(join(home.path, 'file'), '', { mode: 0o644 })
    await mkdir(join(home.path, 'sticky'))
    await chmod(join(home.path, 'sticky'), 0o1777)
    expect(await findPaths(home.path, join(home.path, 'file'), join(home.path, 'sticky', 'gone'))).toEqual([])
  })

  it('finds what a link of the path points to', async () => {
    await using home = await createTemporaryHome()
    const [folder, link] = [join(home.path, 'folder'), join(home.path, 'link')]
    await mkdir(folder)
    await chmod(folder, 0o777)
    await symlink(folder, link)
    expect(await findPaths(join(link, 'file'))).toEqual([[link, 'write']])
    await writeFile(join(folder, 'file'), '')
    expect(await findPaths(join(link, 'file'))).toEqual([
      [folder, 'write'],
      [link, 'write'],
    ])
  })

  it('accepts a folder above that the group of its owner can change', async () => {
    await using home = await createTemporaryHome()
    await chmod(home.path, 0o775)
    await lchown(home.path, process.getuid?.() ?? 0, process.getuid?.() ?? 0).catch(() => {})
    expect(await findPaths(join(home.path, 'file'))).toEqual([])
    expect(await findPaths(home.path)).toEqual([[home.path, 'write']])
  })

  it('finds a file of another user', async () => {
    await using home = await createTemporaryHome()
    const file = join(home.path, 'file')
    await writeFile(file, '')
    if (process.getuid?.() === 0) await lchown(file, another, another)
    else vi.spyOn(process, 'geteuid').mockReturnValue(another)
    expect(await findPaths(file)).toContainEqual([file, 'owner'])
  })
})
