import type { Report } from './report.ts'
import { createSections, type ReportSection } from './sections.ts'

/** Formats a report as GitHub Flavored Markdown, which every issue tracker accepts. */
export const formatMarkdown = (report: Report): string => writeMarkdown(createSections(report))

export const writeMarkdown = (sections: readonly ReportSection[]): string =>
  `${sections.map(formatSection).join('\n\n')}\n`

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

/** Escapes Markdown and HTML in a text, and joins its lines. */
const escapeMarkdown = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    // Escapes only before punctuation: elsewhere Markdown keeps a backslash.
    .replace(/\\(?=[!-/:-@[-`{-~])/g, '\\\\')
    .replace(/[`*[\]<>|~]|&(?=[#\w])|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|^[#+=-]/gu, '\\$&')
    .replace(/^(\d+)([.)])(?= |$)/, '$1\\$2')
