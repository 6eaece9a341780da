import { describe, expect, it } from 'vitest'
import { findingGroups } from '#protocol/findings/index'
import { processRows } from './failure-table/process-rows.ts'
import { type Documented, failureRows, type Reproduced } from './failure-table/rows.ts'
import { files, matchesIn, read } from './repository.ts'

const guide = read('TROUBLESHOOTING.md')
const rowNumbers = Array.from({ length: 30 }, (_, index) => index + 1)
const isDriven = (row: number): boolean => processRows.some(each => each.row === row)

/** The lines below a heading; none where there is no such heading. */
const linesBelow = (heading: string): string[] =>
  (guide.split(/^(?=## )/m).find(section => section.startsWith(`## ${heading}\n`)) ?? '').split('\n')

const documentingLine = ({ heading, says }: Documented): string[] | undefined =>
  linesBelow(heading)
    .map(line => line.split('|').map(cell => cell.trim()))
    .find(([, words = '']) => words.includes(says))

const isThere = ({ file, title }: Reproduced): boolean => files.includes(file) && read(file).includes(title)

describe('the failure table (qlik-sense-facts §6)', () => {
  it('has all thirty rows, once each', () => {
    expect(failureRows.map(({ row }) => row)).toEqual(rowNumbers)
    expect(processRows.filter(({ row }) => !rowNumbers.includes(row))).toEqual([])
  })

  it.each(failureRows)('has row $row reproduced or written down', ({ row, tests = [], document }) => {
    expect(isDriven(row) || tests.length > 0 || document !== undefined).toBe(true)
    expect(tests.filter(test => !isThere(test))).toEqual([])
  })

  it.each(failureRows.filter(({ document }) => document !== undefined))(
    'has row $row in TROUBLESHOOTING.md, with cause, what to do and source',
    ({ row, document = { heading: '', says: '' } }) => {
      const [, , cause = '', remedy = '', source = ''] = documentingLine(document) ?? []
      expect(cause).not.toBe('')
      expect(remedy).not.toBe('')
      expect(`${cause} ${source}`).toMatch(new RegExp(`\\brows? ([\\d, and]*\\b)?${row}\\b`))
    },
  )

  it('says how much of it is covered', () => {
    const reproduced = rowNumbers.filter(
      row => isDriven(row) || (failureRows.find(each => each.row === row)?.tests ?? []).length > 0,
    )
    const writtenDown = failureRows.filter(({ document }) => document !== undefined).map(({ row }) => row)
    const onlyWritten = writtenDown.filter(row => !reproduced.includes(row))
    process.stdout.write(
      [
        `Failure table: ${reproduced.length} of 30 rows reproduced (${reproduced.join(', ')})`,
        `by ${processRows.length} causes at the command line and ${failureRows.flatMap(({ tests = [] }) => tests).length} other tests;`,
        `${writtenDown.length} of 30 in TROUBLESHOOTING.md, ${onlyWritten.length} there alone (${onlyWritten.join(', ')}).`,
        '',
      ].join('\n'),
    )
    expect([...reproduced, ...onlyWritten].toSorted((a, b) => a - b)).toEqual(rowNumbers)
  })
})

describe('TROUBLESHOOTING.md', () => {
  it('knows every finding code, or PROTOCOL.md does', () => {
    const texts = guide + read('src/protocol/PROTOCOL.md')
    const codes = Object.values(findingGroups).flatMap(group => Object.keys(group))
    expect(codes.filter(code => !texts.includes(`\`${code}\``))).toEqual([])
  })

  it('has no code that there is not', () => {
    const codes = Object.values(findingGroups).flatMap(group => Object.keys(group))
    const written = matchesIn(guide, /`[A-Z]+(_[A-Z]+)+`/g).map(code => code.replaceAll('`', ''))
    expect(written.filter(code => !codes.includes(code) && !code.startsWith('SEC_E_'))).toEqual([])
  })

  it('has links that lead somewhere', () => {
    const anchors = matchesIn(guide, /^#+ .*$/gm).map(anchorOf)
    const links = [...guide.matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) => target)
    const isGood = (target: string) =>
      target.startsWith('#') ? anchors.includes(target.slice(1)) : files.includes(target)
    expect(links.filter(target => !isGood(target))).toEqual([])
    expect(links.length).toBeGreaterThan(8)
  })

  it('is linked from the README', () => {
    expect(read('README.md')).toContain('](TROUBLESHOOTING.md)')
  })
})

/** As GitHub makes them. */
const anchorOf = (heading: string): string =>
  heading
    .replace(/^#+ /, '')
    .toLowerCase()
    .replace(/[^\p{L}\d _-]/gu, '')
    .replaceAll(' ', '-')
