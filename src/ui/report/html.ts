import type { Report } from './report.ts'
import { createSections, formatTitle, type ReportSection } from './sections.ts'

/** Formats a report as one self-contained HTML file without scripts, for light, dark and print. */
export const formatHtml = (report: Report): string =>
  writeHtml(formatTitle(report), report.outcome, createSections(report))

export const writeHtml = (
  title: string,
  outcome: string,
  sections: readonly ReportSection[],
): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${stylesheet}</style>
</head>
<body>
<main data-outcome="${outcome}">
${sections.map(formatSection).join('\n')}
</main>
</body>
</html>
`

const formatSection = ({ title, sentences, head, rows }: ReportSection, index: number): string =>
  [
    '<section>',
    index === 0 ? `<h1 dir="auto">${escapeHtml(title)}</h1>` : `<h2>${escapeHtml(title)}</h2>`,
    ...sentences.map(sentence => `<p dir="auto">${escapeHtml(sentence)}</p>`),
    ...(rows.length === 0 ? [] : [formatTable(head, rows)]),
    '</section>',
  ].join('\n')

const formatTable = (head: string[], rows: string[][]): string =>
  [
    '<div class="wide"><table>',
    `<thead><tr>${head.map(title => `<th scope="col">${escapeHtml(title)}</th>`).join('')}</tr></thead>`,
    '<tbody>',
    ...rows.map(formatRow),
    '</tbody>',
    '</table></div>',
  ].join('\n')

const formatRow = ([name = '', ...cells]: string[]): string =>
  `<tr><th scope="row">${escapeHtml(name)}</th>${cells.map(formatCell).join('')}</tr>`

const formatCell = (cell: string): string =>
  `<td${cell.length > maxSingleLineLength ? ' class="long"' : ''}><bdi>${escapeHtml(cell)}</bdi></td>`

/** The length of an ISO 8601 timestamp, which fits on one line. */
const maxSingleLineLength = 24

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, found => entities[found] ?? found)

const stylesheet = `
:root { color-scheme: light dark; --text: #191b23; --muted: #595e6d; --line: #dfe1e8; --page: #fff; --passed: #1a7a49; --failed: #bf2c33 }
@media (prefers-color-scheme: dark) { :root { --text: #eceef4; --muted: #a6abb9; --line: #2e323d; --page: #1a1c23; --passed: #5ccb91; --failed: #ff8f8f } }
body { margin: 0; background: var(--page); color: var(--text); font: 14px/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1.5rem }
h1 { margin: 0; padding-inline-start: .75rem; border-inline-start: 4px solid var(--failed); font-size: 1.4rem }
[data-outcome="passed"] h1 { border-color: var(--passed) }
h2 { margin: 2rem 0 .5rem; font-size: 1.05rem }
p { margin: .5rem 0 }
table { width: 100%; border-collapse: collapse }
.wide { margin-top: .75rem; overflow-x: auto }
th, td { padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top }
th { color: var(--muted); font-weight: 500; overflow-wrap: normal }
tbody th { width: 12rem }
td { white-space: nowrap }
.long { min-width: 10rem; white-space: normal }
@media print { :root { color-scheme: light; --text: #000; --muted: #444; --line: #bbb; --page: #fff } main { max-width: none; padding: 0 } section { break-inside: avoid } }
`
