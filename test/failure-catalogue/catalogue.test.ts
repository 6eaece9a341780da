import { describe, expect, it } from 'vitest'
import { findingGroups } from '#protocol/findings/index'
import { findMatches, readCode, readRepositoryFile, repositoryFiles } from '../support/repository.ts'
import { failureRows, type GuideEntry, type ReproducingTest } from './catalogue.ts'
import { cliCases } from './cli-cases.ts'

const guide = readRepositoryFile('docs/troubleshooting.md')
const rowNumbers = Array.from({ length: 30 }, (_, index) => index + 1)
const hasCliCase = (row: number): boolean => cliCases.some(each => each.row === row)

/** Returns the lines below a heading, or none when it is missing. */
const listLinesBelow = (heading: string): string[] =>
  (guide.split(/^(?=## )/m).find(section => section.startsWith(`## ${heading}\n`)) ?? '').split('\n')

const findGuideLine = ({ heading, text }: GuideEntry): string[] | undefined =>
  listLinesBelow(heading)
    .map(line => line.split('|').map(cell => cell.trim()))
    .find(([, words = '']) => words.includes(text))

const testExists = ({ file, title }: ReproducingTest): boolean =>
  repositoryFiles.includes(file) && readCode(file).includes(title)

describe('failure catalogue (docs/facts/qlik-sense.md §6)', () => {
  it('has all thirty rows, once each', () => {
    expect(failureRows.map(({ row }) => row)).toEqual(rowNumbers)
    expect(cliCases.filter(({ row }) => !rowNumbers.includes(row))).toEqual([])
  })

  it.each(failureRows)('row $row has a test or an entry in the guide', ({ row, tests = [], document }) => {
    expect(hasCliCase(row) || tests.length > 0 || document !== undefined).toBe(true)
    expect(tests.filter(test => !testExists(test))).toEqual([])
  })

  it.each(failureRows.filter(({ document }) => document !== undefined))(
    'docs/troubleshooting.md has row $row with cause, remedy and source',
    ({ row, document = { heading: '', text: '' } }) => {
      const [, , cause = '', remedy = '', source = ''] = findGuideLine(document) ?? []
      expect(cause).not.toBe('')
      expect(remedy).not.toBe('')
      expect(`${cause} ${source}`).toMatch(new RegExp(`\\brows? ([\\d, and]*\\b)?${row}\\b`))
    },
  )

  it('every row is reproduced or documented', () => {
    const reproduced = rowNumbers.filter(
      row => hasCliCase(row) || (failureRows.find(each => each.row === row)?.tests ?? []).length > 0,
    )
    const writtenDown = failureRows.filter(({ document }) => document !== undefined).map(({ row }) => row)
    const onlyWritten = writtenDown.filter(row => !reproduced.includes(row))
    process.stdout.write(
      [
        `Failure table: ${reproduced.length} of 30 rows reproduced (${reproduced.join(', ')})`,
        `by ${cliCases.length} causes at the command line and ${failureRows.flatMap(({ tests = [] }) => tests).length} other tests;`,
        `${writtenDown.length} of 30 in docs/troubleshooting.md, ${onlyWritten.length} there alone (${onlyWritten.join(', ')}).`,
        '',
      ].join('\n'),
    )
    expect([...reproduced, ...onlyWritten].toSorted((a, b) => a - b)).toEqual(rowNumbers)
  })
})

describe('docs/troubleshooting.md', () => {
  it('docs/troubleshooting.md or docs/protocol.md lists every finding code', () => {
    const texts = guide + readRepositoryFile('docs/protocol.md')
    const codes = Object.values(findingGroups).flatMap(group => Object.keys(group))
    expect(codes.filter(code => !texts.includes(`\`${code}\``))).toEqual([])
  })

  it('docs/troubleshooting.md lists no unknown finding code', () => {
    const codes = Object.values(findingGroups).flatMap(group => Object.keys(group))
    const written = findMatches(guide, /`[A-Z]+(_[A-Z]+)+`/g).map(code => code.replaceAll('`', ''))
    const isForeign = (code: string) => /^(SEC_E|NODE)_/.test(code)
    expect(written.filter(code => !codes.includes(code) && !isForeign(code))).toEqual([])
  })

  it('README links to docs/troubleshooting.md', () => {
    expect(readRepositoryFile('README.md')).toContain('](docs/troubleshooting.md)')
  })
})
