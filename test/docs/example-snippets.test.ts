import { expect, it } from 'vitest'
import { readRepositoryFile, repositoryFiles } from '../support/repository.ts'

const guide = 'docs/guides/sessions-in-test-tools.md'

/** Another page has these: docs/several-machines.md. */
const engines = 'examples/engines/'

const listSnippets = (document: string) =>
  [...readRepositoryFile(document).matchAll(/<!-- (examples\/.+) -->\n```\w+\n([\s\S]*?)```/g)].map(
    ([, file = '', text = '']) => ({ file, text }),
  )

it.each(listSnippets(guide))('the guide to sessions in test tools shows $file as it is', ({ file, text }) => {
  expect(text).toBe(readRepositoryFile(file))
})

it('the guide to sessions in test tools shows every example', () => {
  const examples = repositoryFiles.filter(
    file => file.startsWith('examples/') && !file.startsWith(engines) && !file.endsWith('tsconfig.json'),
  )
  const shown = listSnippets(guide).map(({ file }) => file)
  expect(shown.toSorted()).toEqual(examples.toSorted())
})
