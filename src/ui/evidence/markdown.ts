import type { Evidence } from './evidence.ts'
import { type Section, sectionsOf } from './sections.ts'

/** The evidence as GitHub-flavoured Markdown, which every tracker takes. */
export const asMarkdown = (evidence: Evidence): string =>
  `${sectionsOf(evidence).map(sectionAsMarkdown).join('\n\n')}\n`

const sectionAsMarkdown = ({ title, sentences, head, rows }: Section, index: number): string =>
  [
    `${index === 0 ? '#' : '##'} ${literal(title)}`,
    ...sentences.map(literal),
    ...(rows.length === 0 ? [] : [table(head, rows)]),
  ].join('\n\n')

const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => '---'), ...rows].map(line).join('\n')

const line = (cells: string[]): string =>
  `| ${cells.map(cell => (cell === '---' ? cell : literal(cell))).join(' | ')} |`

/** The text as it stands: nothing in it is Markdown or HTML, and it is one line. */
const literal = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    // A backslash is one, unless it stands before punctuation.
    .replace(/\\(?=[!-/:-@[-`{-~])/g, '\\\\')
    .replace(/[`*[\]<>|~]|&(?=[#\w])|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|^[#+=-]/gu, '\\$&')
    .replace(/^(\d+)([.)])(?= |$)/, '$1\\$2')
