import { dirname, join } from 'node:path/posix'
import { describe, expect, it } from 'vitest'
import { findMatches, listViolations, readRepositoryFile, repositoryFiles } from './support/repository.ts'

/** No reference dangles: links between documents, and sections of docs/facts that code and documents cite. */

const documents = repositoryFiles.filter(file => file.endsWith('.md'))
const self = 'test/documents.test.ts'
const texts = repositoryFiles.filter(file => /\.(ts|tsx|mjs|md|css|html)$/.test(file) && file !== self)

/** The anchor that GitHub gives a heading. */
const toAnchor = (heading: string): string =>
  heading
    .replace(/^#+ /, '')
    .toLowerCase()
    .replace(/[^\p{L}\d _-]/gu, '')
    .replaceAll(' ', '-')

/** A document without its code, in which a `#` begins no heading and brackets are no link. */
const proseOf = (file: string): string =>
  readRepositoryFile(file).replace(/^( *)```[\s\S]*?^\1```|`[^`\n]+`/gm, code => code.replace(/[#[\]]/g, ''))

const anchorsOf = (file: string): string[] => findMatches(proseOf(file), /^#+ .*$/gm).map(toAnchor)

const linksOf = (file: string): string[] =>
  [...proseOf(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)

const isDangling = (from: string, target: string): boolean => {
  if (/^[a-z]+:/.test(target)) return false
  const [path = '', anchor] = target.split('#')
  const file = path === '' ? from : join(dirname(from), path)
  const exists = repositoryFiles.some(each => each === file || each.startsWith(`${file.replace(/\/$/, '')}/`))
  return !exists || (anchor !== undefined && !anchorsOf(file).includes(anchor))
}

it('has no link between documents that leads nowhere', () => {
  expect(listViolations(documents, file => linksOf(file).filter(target => isDangling(file, target)))).toEqual(
    [],
  )
})

it('has no document in docs/ that nobody can reach from the README', () => {
  const reached = new Set(['README.md'])
  for (const file of reached)
    for (const target of linksOf(file)) {
      const next = join(dirname(file), target.split('#')[0] ?? '')
      if (documents.includes(next)) reached.add(next)
    }
  expect(documents.filter(file => file.startsWith('docs/') && !reached.has(file))).toEqual([])
})

/** What can be cited of a document: its numbered sections, the rows of tables and the items of lists that have numbers. */
const citablesOf = (file: string): Set<string> => {
  const text = readRepositoryFile(file)
  const all = (pattern: RegExp, kind: string) =>
    [...text.matchAll(pattern)].map(([, number]) => `${kind}${number}`)
  return new Set([
    ...all(/^#+ (\d+(?:\.\d+)*)/gm, '§'),
    ...all(/^\| (\d+) \|/gm, 'row '),
    ...all(/^(\d+)\. /gm, 'Unknown '),
  ])
}

const citation =
  /docs\/facts\/[\w-]+\.md((?:,| and| to| or)? (?:§\d+(?:\.\d+)*|(?:rows?|Unknowns?) \d+(?: to \d+)?))*/g

/** Each citation in a text as its document and what is cited of it. Comments may break a citation at a line's end. */
const citationsIn = (text: string): { document: string; cited: string[] }[] =>
  findMatches(text.replace(/\s*\n\s*(?:\*|\/\/)?\s*/g, ' '), citation).map(found => ({
    document: found.replace(/\.md.*/, '.md'),
    cited: findMatches(found.slice(found.indexOf('.md')), /§[\d.]*\d|(?:rows?|Unknowns?) \d+/g).map(each =>
      each.replace(/^(row|Unknown)s /, '$1 '),
    ),
  }))

const danglingIn = (text: string): string[] =>
  citationsIn(text).flatMap(({ document, cited }) => {
    if (!repositoryFiles.includes(document)) return [document]
    const citables = citablesOf(document)
    return cited.filter(each => !citables.has(each)).map(each => `${document} ${each}`)
  })

describe('the facts', () => {
  it('have every section, row and unknown that is cited', () => {
    expect(listViolations(texts, file => danglingIn(readRepositoryFile(file)))).toEqual([])
  })

  it('have what the double refers to for each behavior that nobody has verified', () => {
    const factsOf = (file: string) =>
      [...readRepositoryFile(file).matchAll(/\bfact: '([^']+)'/g)].map(([, fact]) => fact)
    const tests = texts.filter(file => file.startsWith('test/'))
    expect(tests.flatMap(factsOf).length).toBeGreaterThan(20)
    expect(
      listViolations(tests, file =>
        factsOf(file).flatMap(fact => danglingIn(`docs/facts/qlik-sense.md ${fact}`)),
      ),
    ).toEqual([])
  })

  it('are cited often enough for this test to see them', () => {
    expect(texts.flatMap(file => citationsIn(readRepositoryFile(file))).length).toBeGreaterThan(100)
  })

  it.each([
    ['a section', 'docs/facts/qlik-sense.md §99.9', 'docs/facts/qlik-sense.md §99.9'],
    ['the second of two sections', 'docs/facts/qlik-sense.md §1.1 and §8.8', 'docs/facts/qlik-sense.md §8.8'],
    ['a section across lines', '(docs/facts/qlik-sense.md\n * §77)', 'docs/facts/qlik-sense.md §77'],
    ['a document', `docs/facts/${'nothing'}.md`, `docs/facts/${'nothing'}.md`],
  ])('would show %s that does not exist', (_, text, dangling) => {
    expect(danglingIn(text)).toEqual([dangling])
  })
})

it('has no citation in the form of earlier names', () => {
  const earlier = new RegExp(
    ['qlik-sense-' + 'facts', 'peers-and-' + 'platform', 'toolchain-' + 'facts'].join('|'),
    'g',
  )
  expect(listViolations(texts, file => findMatches(readRepositoryFile(file), earlier))).toEqual([])
})

it('keeps the README within a hundred lines', () => {
  expect(readRepositoryFile('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(100)
})
