import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { prepareFolder } from '../../../companion/hand-over/write-material.ts'
import { createTemporaryHome } from '../../support/temporary-home.ts'

it('a folder that is given up leaves no empty parent', async () => {
  await using home = await createTemporaryHome()
  const folder = await prepareFolder(join(home.path, 'a', 'b', 'made'))
  await folder.discard()
  expect(await readdir(home.path)).toEqual([])
})

it('a folder that is given up leaves what another program has put into the parents since', async () => {
  await using home = await createTemporaryHome()
  const folder = await prepareFolder(join(home.path, 'a', 'b', 'made'))
  const other = join(home.path, 'a', 'other')
  await mkdir(other)
  await writeFile(join(other, 'manifest.json'), '{}')
  await folder.discard()
  expect(await readdir(join(home.path, 'a'), { recursive: true })).toEqual([
    'other',
    join('other', 'manifest.json'),
  ])
})
