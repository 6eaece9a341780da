import { describePrefix } from '#protocol/prefix'
import { escapeMarkup } from '../../util/markup.ts'
import type { CaseVerdict } from '../expectations/judgement.ts'
import type { CaseEntry } from '../journal/entries.ts'
import type { ReportSource } from './reporter.ts'
import { selectOpen, verdictSymbols, verdictTitles } from './words.ts'

/** A browser draws more only slowly. The journal has them all. */
const maxRows = 2_000
const maxDetails = 500

/**
 * Returns the ids of the cases to explain, the rows to show before all others, and how many cases are not
 * explained. Failed ones go first.
 */
export async function findOpen({
  journals,
}: ReportSource): Promise<[details: Set<string>, ranks: Map<string, number>, hidden: number]> {
  const details = new Set<string>()
  const ranks = new Map<string, number>()
  let hidden = 0
  for (const verdicts of openVerdicts)
    for await (const entry of journals.readCases()) {
      if (!verdicts.includes(entry.verdict) || selectOpen(entry).length === 0) continue
      if (details.size < maxDetails) details.add(entry.id)
      else hidden += 1
      const label = labelRow(entry)
      if (ranks.size < maxRows && !ranks.has(label)) ranks.set(label, ranks.size)
    }
  return [details, ranks, hidden]
}

/** In the order of the page. */
export const openVerdicts: readonly CaseVerdict[][] = [
  ['unexpected', 'waiverExpired'],
  ['undecided', 'waived', 'expected'],
]

const labelRow = ({ user, attributeSet, group }: CaseEntry): string =>
  [user, attributeSet && `with ${attributeSet}`, group && `(${group})`].filter(Boolean).join(' ')

interface Cell {
  id: string
  verdict: CaseVerdict
}

interface Row {
  rank: number
  cells: Map<string, Cell>
}

/** Personas in rows, virtual proxies in columns. */
export class Grid {
  readonly #columns = new Map<string, string>()
  readonly #rows = new Map<string, Row>()
  #hidden = 0
  #others = 0

  /** Rows without a rank come after all others, in their order, as long as there is place. */
  constructor(private readonly ranks: ReadonlyMap<string, number>) {}

  add(entry: CaseEntry): void {
    const { id, site, prefix, verdict } = entry
    const column = `${site}/${prefix}`
    this.#columns.set(column, `${describePrefix(prefix).replace(/^the /, '')} of ${site}`)
    const label = labelRow(entry)
    // Two personas of one user can differ in attributes alone, which no column shows.
    const key = this.#rows.get(label)?.cells.has(column) ? `${label} (${id})` : label
    const rank = this.ranks.get(label) ?? maxRows
    const known = this.#rows.get(key)
    if (known === undefined && rank === maxRows) {
      if (this.#others + this.ranks.size >= maxRows) {
        this.#hidden += 1
        return
      }
      this.#others += 1
    }
    const row = known ?? { rank, cells: new Map() }
    row.cells.set(column, { id, verdict })
    this.#rows.set(key, row)
  }

  *format(details: ReadonlySet<string>): Generator<string> {
    const head = [...this.#columns.values()]
      .map(name => `<th scope="col">${escapeMarkup(name)}</th>`)
      .join('')
    yield `<h2 id="grid">Cases</h2>\n<p class="quiet">${legend}</p>\n<div class="wide" role="region" aria-labelledby="grid" tabindex="0">\n<table>\n<thead><tr><th scope="col">Persona</th>${head}</tr></thead>\n<tbody>\n`
    const rows = [...this.#rows].toSorted(([, one], [, other]) => one.rank - other.rank)
    for (const [label, { cells: row }] of rows) {
      const cells = [...this.#columns.keys()].map(column => formatCell(row.get(column), details))
      yield `<tr><th scope="row">${escapeMarkup(label)}</th>${cells.join('')}</tr>\n`
    }
    yield `</tbody>\n</table>\n</div>\n`
    if (this.#hidden > 0) yield `<p>${this.#hidden} more cases are only in the journal.</p>\n`
  }
}

function formatCell(found: Cell | undefined, details: ReadonlySet<string>): string {
  if (found === undefined) return '<td></td>'
  const { id, verdict } = found
  const text = `${verdictSymbols[verdict]} ${verdictTitles[verdict]}`
  return `<td class="${verdict}">${details.has(id) ? `<a href="#${escapeMarkup(id)}">${text}</a>` : text}</td>`
}

const legend = 'Each cell is a case. One that is not as expected leads to its details.'
