import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { textEntry } from '../../scripts/package/entries.ts'
import { markPackaged } from '../../scripts/package/extension.ts'
import { fromRoot } from '../../scripts/setup/root.mjs'

it('a packaged extension tells Getting started so, and is otherwise the same', () => {
  const path = 'src/welcome/index.html'
  const page = textEntry(path, readFileSync(fromRoot(path), 'utf8'))
  const other = textEntry('src/popup/index.html', '<html lang="en">')
  const [marked, same] = markPackaged([page, other])
  expect(Buffer.from(marked?.content ?? []).toString()).toMatch(/<html data-packaged lang="en">/)
  expect(same).toBe(other)
})
