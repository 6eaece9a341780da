import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readLines } from '../../../companion/util/read-lines.ts'
import { collect } from '../../support/collect.ts'
import { createTemporaryFolder } from '../../support/temporary-folder.ts'

it('readLines joins the parts of lines, and cuts those that are too long after one more character', async () => {
  await using folder = await createTemporaryFolder('lines')
  const path = join(folder.path, 'lines')
  const texts = [
    '',
    'short',
    'ä'.repeat(200_000),
    'x'.repeat(300_001),
    'y'.repeat(400_000),
    '',
    'z'.repeat(400_000),
  ]
  await writeFile(path, texts.join('\n'))
  expect(await collect(readLines(path, 300_000))).toEqual(
    texts.map((text, index) => ({ text: text.slice(0, 300_001), isTorn: index === texts.length - 1 })),
  )
})
