import { expect, it } from 'vitest'
import { readSection } from '../support/document-commands.ts'
import { findMatches, listViolations, readRepositoryFile } from '../support/repository.ts'

const systems = ['linux', 'macos', 'npm', 'windows'].map(name => `docs/install/${name}.md`)
const pages = [...systems, 'docs/install/firefox.md']

it.each(pages)('%s has at most ten steps', file => {
  const steps = findMatches(readRepositoryFile(file), /^\d+\. /gm)
  expect(steps.length).toBeGreaterThan(0)
  expect(steps.length).toBeLessThanOrEqual(10)
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
