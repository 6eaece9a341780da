import { stripControlCharacters } from '../../util/text.ts'

/** Formats a list with headings. All lists of the command line look like this. */
export function formatTable(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [headings, ...rows].map(row => row.map(stripControlCharacters))
  const widths = headings.map((_, column) => Math.max(...lines.map(row => row[column]?.length ?? 0)))
  return lines
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
