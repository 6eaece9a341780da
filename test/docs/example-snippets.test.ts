import { expect, it } from 'vitest'
import { readRepositoryFile, repositoryFiles } from '../support/repository.ts'

const page = readRepositoryFile('docs/guides/sessions-in-test-tools.md')
const snippets = [...page.matchAll(/<!-- (examples\/.+) -->\n```\w+\n([\s\S]*?)```/g)].map(
  ([, file = '', text = '']) => [file, text] as const,
)

it.each(snippets)('the guide to sessions in test tools shows %s as it is', (file, text) => {
  expect(text).toBe(readRepositoryFile(file))
})

it('the guide to sessions in test tools shows every example', () => {
  const examples = repositoryFiles.filter(
    file => file.startsWith('examples/') && !file.endsWith('tsconfig.json'),
  )
  expect(snippets.map(([file]) => file).toSorted()).toEqual(examples.toSorted())
})
