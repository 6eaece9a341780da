import { expect, it } from 'vitest'
import { readSection } from '../support/document-commands.ts'
import { findMatches, listViolations, readRepositoryFile, repositoryFiles } from '../support/repository.ts'

const pages = repositoryFiles.filter(file => /^docs\/install\/(?!README)[\w-]+\.md$/.test(file))
const systems = ['linux', 'macos', 'npm', 'windows'].map(name => `docs/install/${name}.md`)

it('an install page has at most ten steps', () => {
  const countSteps = (file: string) => findMatches(readRepositoryFile(file), /^\d+\. /gm).length
  expect(pages).toEqual(expect.arrayContaining(systems))
  expect(pages.filter(file => countSteps(file) === 0 || countSteps(file) > 10)).toEqual([])
})

it('an install page of a system names download, checksum, load and first sign-in, then upgrade and removal', () => {
  const subjects = ['Download', 'SHA256SUMS', 'Load unpacked', 'press Enter']
  const missing = (file: string) => [
    ...subjects.filter(subject => !readSection(file).includes(subject)),
    ...['Upgrade', 'Remove'].filter(title => !readSection(file, title)),
  ]
  expect(listViolations(systems, missing)).toEqual([])
})

it('the list of install pages names each of them', () => {
  const list = readRepositoryFile('docs/install/README.md')
  const nameOf = (file: string) => file.replace('docs/install/', '')
  expect(pages.filter(file => !list.includes(`(${nameOf(file)})`))).toEqual([])
})
