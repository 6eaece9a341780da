import { escapeMarkup } from '../../util/markup.ts'
import { formatCoverageTable } from '../../xray/reports/coverage-table.ts'
import type { CaseEntry, RunEntry } from '../journal/entries.ts'
import { findOpen, Grid, openVerdicts } from './html-grid.ts'
import { style } from './html-style.ts'
import type { ReportSource } from './reporter.ts'
import {
  explainItem,
  formatCasePlace,
  formatDifference,
  formatEffort,
  formatRemovableWaivers,
  formatRerun,
  formatVerdict,
  selectOpen,
  verdictTitles,
} from './words.ts'

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
<title>${escapeMarkup(run.plan.name)}: ${escapeMarkup(formatVerdict(summary))}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeMarkup(run.plan.name)}</h1>
<p><strong>${escapeMarkup(formatVerdict(summary))}</strong></p>
<p class="quiet">${escapeMarkup(`${run.plan.file} · ${run.at} · ${formatEffort(summary)}`)}</p>
`
  for (const line of formatRemovableWaivers(run, summary)) yield `<p>${escapeMarkup(line)}</p>\n`
  if (comparison !== undefined) yield `<p>${formatDifference(comparison)}</p>\n`
  const [details, ranks, hidden] = await findOpen(source)
  const grid = new Grid(ranks)
  for await (const entry of journals.readCases()) grid.add(entry)
  yield* grid.format(details)
  yield* formatDetails(source, details)
  if (hidden > 0) yield `<p>${hidden} more cases are only in the journal.</p>\n`
  yield formatCoverage(source)
  yield '</main>\n</body>\n</html>\n'
}

async function* formatDetails(
  { journals }: ReportSource,
  details: ReadonlySet<string>,
): AsyncGenerator<string> {
  if (details.size === 0) return
  yield '<h2>Not as expected</h2>\n'
  for (const verdicts of openVerdicts)
    for await (const entry of journals.readCases())
      if (details.has(entry.id) && verdicts.includes(entry.verdict)) yield formatArticle(journals.run, entry)
}

function formatArticle(run: RunEntry, entry: CaseEntry): string {
  const items = selectOpen(entry).map(item => {
    const [message = '', ...lines] = explainItem(item)
    const label = `${item.severity === undefined ? '' : ` · ${item.severity}`} · ${verdictTitles[item.verdict]}`
    return `<li class="${item.verdict}"><b>${escapeMarkup(`${item.id} ${item.title}`)}</b>${label}<br>${escapeMarkup(message)}${lines
      .map(line =>
        line.startsWith('Remedy:') ? `<br>${escapeMarkup(line)}` : `<br><code>${escapeMarkup(line)}</code>`,
      )
      .join('')}</li>`
  })
  return `<article id="${escapeMarkup(entry.id)}" class="${entry.verdict}">
<h3>${escapeMarkup(entry.name)}</h3>
<ul>${items.join('')}</ul>
<p class="quiet">${escapeMarkup(formatCasePlace(entry))} · <code>${escapeMarkup(formatRerun(run, entry))}</code></p>
</article>
`
}

function formatCoverage({ summary }: ReportSource): string {
  if (summary.checks.length === 0) return ''
  return `<h2 id="coverage">ASVS 5.0 coverage</h2>
<p class="quiet">The worst result of all cases. A waived check does not meet its requirement.</p>
<div class="wide" role="region" aria-labelledby="coverage" tabindex="0">
${formatCoverageTable(summary)}
</div>
`
}
