import { describePrefix } from '#protocol/prefix'
import { listCoverage } from '../../xray/reports/coverage.ts'
import type { CaseVerdict } from '../expectations/judgement.ts'
import type { CaseEntry, RunEntry } from '../journal/entries.ts'
import { style } from './html-style.ts'
import type { ReportSource } from './reporter.ts'
import {
  explainItem,
  formatCasePlace,
  formatEffort,
  formatRerun,
  formatVerdict,
  selectOpen,
  verdictSymbols,
  verdictTitles,
} from './words.ts'

/** A browser draws more only slowly. The journal has them all. */
const maxRows = 2_000
const maxDetails = 500

/** Yields one page without other files and without scripts: a grid, the open cases and the coverage. */
export async function* formatHtml(source: ReportSource): AsyncGenerator<string> {
  const { journals, summary, comparison } = source
  const { run } = journals
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(run.plan.name)}: ${escapeHtml(formatVerdict(summary))}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(run.plan.name)}</h1>
<p><strong>${escapeHtml(formatVerdict(summary))}</strong></p>
<p class="quiet">${escapeHtml(`${run.plan.file} · ${run.at} · ${formatEffort(summary)}`)}</p>
`
  if (comparison !== undefined)
    yield `<p>Compared with the run before: ${comparison.new.length} new, ${comparison.still.length} still there, ${comparison.fixed.length} fixed.</p>\n`
  const details = new Set<string>()
  const grid = new Grid()
  for await (const entry of journals.readCases()) {
    if (selectOpen(entry).length > 0 && details.size < maxDetails) details.add(entry.id)
    grid.add(entry)
  }
  yield* grid.format(details)
  yield* formatDetails(source, details)
  yield formatCoverage(source)
  yield '</main>\n</body>\n</html>\n'
}

/** Personas in rows, virtual proxies in columns. */
class Grid {
  readonly #columns = new Map<string, string>()
  readonly #rows = new Map<string, Map<string, { id: string; verdict: CaseVerdict }>>()
  #hidden = 0

  add({ id, user, site, prefix, attributeSet, group, verdict }: CaseEntry): void {
    const column = `${site}/${prefix}`
    this.#columns.set(column, `${describePrefix(prefix).replace(/^the /, '')} of ${site}`)
    const label = [user, attributeSet && `with ${attributeSet}`, group && `(${group})`]
      .filter(Boolean)
      .join(' ')
    // Two personas of one user can differ in attributes alone, which no column shows.
    const key = this.#rows.get(label)?.has(column) ? `${label} (${id})` : label
    const row = this.#rows.get(key) ?? new Map()
    if (row.size === 0 && this.#rows.size >= maxRows) this.#hidden += 1
    else this.#rows.set(key, row.set(column, { id, verdict }))
  }

  *format(details: ReadonlySet<string>): Generator<string> {
    const head = [...this.#columns.values()].map(name => `<th scope="col">${escapeHtml(name)}</th>`).join('')
    yield `<h2 id="grid">Cases</h2>\n<div class="wide" role="region" aria-labelledby="grid" tabindex="0">\n<table>\n<caption>${legend}</caption>\n<thead><tr><th scope="col">Persona</th>${head}</tr></thead>\n<tbody>\n`
    for (const [label, row] of this.#rows) {
      const cells = [...this.#columns.keys()].map(column => formatCell(row.get(column), details))
      yield `<tr><th scope="row">${escapeHtml(label)}</th>${cells.join('')}</tr>\n`
    }
    yield `</tbody>\n</table>\n</div>\n`
    if (this.#hidden > 0) yield `<p>${this.#hidden} more cases are only in the journal.</p>\n`
  }
}

function formatCell(
  found: { id: string; verdict: CaseVerdict } | undefined,
  details: ReadonlySet<string>,
): string {
  if (found === undefined) return '<td></td>'
  const { id, verdict } = found
  const text = `${verdictSymbols[verdict]} ${verdictTitles[verdict]}`
  return `<td class="${verdict}">${details.has(id) ? `<a href="#${id}">${text}</a>` : text}</td>`
}

const legend = 'Each cell is a case. One that is not as expected leads to its details.'

async function* formatDetails(
  { journals }: ReportSource,
  details: ReadonlySet<string>,
): AsyncGenerator<string> {
  if (details.size === 0) return
  yield '<h2>Not as expected</h2>\n'
  for await (const entry of journals.readCases())
    if (details.has(entry.id)) yield formatArticle(journals.run, entry)
  if (details.size === maxDetails) yield '<p>Further cases are only in the journal.</p>\n'
}

function formatArticle(run: RunEntry, entry: CaseEntry): string {
  const items = selectOpen(entry).map(item => {
    const [message = '', ...lines] = explainItem(item)
    const label = `${item.severity === undefined ? '' : ` · ${item.severity}`} · ${verdictTitles[item.verdict]}`
    return `<li class="${item.verdict}"><b>${escapeHtml(`${item.id} ${item.title}`)}</b>${label}<br>${escapeHtml(message)}${lines
      .map(line =>
        line.startsWith('Remedy:') ? `<br>${escapeHtml(line)}` : `<br><code>${escapeHtml(line)}</code>`,
      )
      .join('')}</li>`
  })
  return `<article id="${entry.id}" class="${entry.verdict}">
<h3>${escapeHtml(entry.name)}</h3>
<ul>${items.join('')}</ul>
<p class="quiet">${escapeHtml(formatCasePlace(entry))} · <code>${escapeHtml(formatRerun(run, entry))}</code></p>
</article>
`
}

function formatCoverage({ summary }: ReportSource): string {
  if (summary.checks.length === 0) return ''
  const rows = listCoverage(summary).map(
    ({ id, checks, verdict }) =>
      `<tr><th scope="row">${escapeHtml(id)}</th><td>${escapeHtml(checks.join(', '))}</td><td class="${verdict}">${verdict}</td></tr>`,
  )
  return `<h2>ASVS 5.0 coverage</h2>
<table>
<caption>The worst result of all cases. A waived check does not meet its requirement.</caption>
<thead><tr><th scope="col">Requirement</th><th scope="col">Checks</th><th scope="col">Verdict</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
`
}

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`)
