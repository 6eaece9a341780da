import type { Entry } from '../audit/entry.ts'
import { visible } from '../visible.ts'

const heading = ['When', 'What', 'Site', 'Virtual proxy', 'User', 'By', 'Outcome', 'Session']

/** Entries of the audit log for people: a table, the times those of this machine. */
export function describeEntries(entries: readonly Entry[]): string {
  const rows = [heading, ...entries.map(cellsOf)]
  const widths = heading.map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)))
  return rows
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

const cellsOf = ({ at, action, site, virtualProxy, user, via, outcome, sessionHash }: Entry): string[] =>
  [
    localTime(new Date(at)),
    action,
    site,
    virtualProxy || '(default)',
    user ?? '-',
    via,
    outcome,
    sessionHash ?? '-',
  ].map(visible)

/** `2026-11-22 09:05:07` */
function localTime(moment: Date): string {
  const day = [moment.getFullYear(), moment.getMonth() + 1, moment.getDate()]
  const time = [moment.getHours(), moment.getMinutes(), moment.getSeconds()]
  const padded = (numbers: number[]) => numbers.map(number => String(number).padStart(2, '0'))
  return `${padded(day).join('-')} ${padded(time).join(':')}`
}
