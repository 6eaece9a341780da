import { escapeMarkup } from '../../util/markup.ts'
import { listCoverage } from './coverage.ts'

/** Formats the coverage of ASVS 5.0 as a table of HTML. */
export function formatCoverageTable(result: Parameters<typeof listCoverage>[0]): string {
  const rows = listCoverage(result).map(
    ({ id, checks, verdict }) =>
      `<tr><th scope="row">${escapeMarkup(id)}</th><td>${escapeMarkup(checks.join(', '))}</td><td class="${verdict}">${verdict}</td></tr>`,
  )
  return `<table>
<thead><tr><th scope="col">Requirement</th><th scope="col">Checks</th><th scope="col">Verdict</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`
}
