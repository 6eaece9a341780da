import type { Report } from './report.ts'
import { createSections, type ReportSection } from './sections.ts'

/** The evidence as GitHub-flavoured Markdown, which every tracker takes. */
export const formatMarkdown = (report: Report): string =>
  `${createSections(report).map(formatSection).join('\n\n')}\n`

const formatSection = ({ title, sentences, head, rows }: ReportSection, index: number): string =>
  [
    `${index === 0 ? '#' : '##'} ${escapeMarkdown(title)}`,
    ...sentences.map(escapeMarkdown),
    ...(rows.length === 0 ? [] : [formatTable(head, rows)]),
  ].join('\n\n')

const formatTable = (head: string[], rows: string[][]): string =>
  [head, head.map(() => '---'), ...rows].map(formatLine).join('\n')

const formatLine = (cells: string[]): string =>
  `| ${cells.map(cell => (cell === '---' ? cell : escapeMarkdown(cell))).join(' | ')} |`

/** The text as it stands: nothing in it is Markdown or HTML, and it is one line. */
const escapeMarkdown = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    // A backslash is one, unless it stands before punctuation.
    .replace(/\\(?=[!-/:-@[-`{-~])/g, '\\\\')
    .replace(/[`*[\]<>|~]|&(?=[#\w])|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|^[#+=-]/gu, '\\$&')
    .replace(/^(\d+)([.)])(?= |$)/, '$1\\$2')
