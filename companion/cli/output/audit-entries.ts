import type { AuditEntry } from '../../audit/entry.ts'
import { formatTable } from './table.ts'

const headings = ['When', 'What', 'Site', 'Virtual proxy', 'User', 'By', 'Outcome', 'Session']

/** Formats entries of the audit log as a table with local times. */
export function formatAuditEntries(entries: readonly AuditEntry[]): string {
  return formatTable(headings, entries.map(toCells))
}

const toCells = ({
  at,
  action,
  site,
  virtualProxy,
  user,
  via,
  outcome,
  sessionHash,
}: AuditEntry): string[] => [
  formatLocalTime(new Date(at)),
  action,
  site,
  virtualProxy || '(default)',
  user ?? '-',
  via,
  outcome,
  sessionHash ?? '-',
]

/** `2026-11-22 09:05:07` */
function formatLocalTime(moment: Date): string {
  const day = [moment.getFullYear(), moment.getMonth() + 1, moment.getDate()]
  const time = [moment.getHours(), moment.getMinutes(), moment.getSeconds()]
  const padNumbers = (numbers: number[]) => numbers.map(number => String(number).padStart(2, '0'))
  return `${padNumbers(day).join('-')} ${padNumbers(time).join(':')}`
}
