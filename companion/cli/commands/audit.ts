import type { Command } from 'commander'
import { failure } from '#protocol/errors'
import { type AuditEntry, asked } from '../../audit/entry.ts'
import { getAuditFolder } from '../../audit/files.ts'
import { type AuditLog, readAuditLog } from '../../audit/read-log.ts'
import { matchesPattern } from '../../config/match-pattern.ts'
import { parsePattern } from '../../config/options/user-pattern.ts'
import { pluralize } from '../../util/text.ts'
import type { ActionAdapter, CommandOutput } from '../command.ts'
import { parseSince } from '../options/values.ts'
import { formatAuditEntries } from '../output/audit-entries.ts'
import { formatFinding } from '../output/finding.ts'
import { writeNote } from '../output/notes.ts'

interface AuditOptions {
  site?: string
  user?: string
  since?: string
  limit?: string
}

/** `hubpass audit` */
export function addAuditCommand(program: Command, toAction: ActionAdapter): void {
  program
    .command('audit')
    .description('Show who was impersonated, where, when and with what result.')
    .option('-s, --site <id>', 'only entries of this site')
    .option('-u, --user <pattern>', 'only entries of matching users, for example "TESTING_*\\*"')
    .option('--since <time>', 'only entries since this time: a date, or 30m, 12h, 7d, 2w')
    .option('--limit <number>', 'show at most this many of the newest entries (default: 100)')
    .addHelpText('after', examples)
    .action(toAction(audit))
}

const examples = `
Examples:
  $ hubpass audit --since 7d
  $ hubpass audit --site acme --user "TESTING\\*" --json
`

async function audit(options: AuditOptions): Promise<CommandOutput> {
  const matches = createFilter(options)
  const limit = parseLimit(options.limit ?? '100')
  const folder = await getAuditFolder()
  const log = await readAuditLog(folder)
  const matching = log.entries.filter(matches)
  const entries = matching.slice(-limit)
  for (const warning of log.warnings) writeNote(`Warning: ${formatFinding(warning)}`)
  return {
    result: { folder, entries, fitting: matching.length, warnings: log.warnings },
    text: entries.length === 0 ? describeEmptyResult(log, folder) : formatEntries(entries, matching, folder),
  }
}

function createFilter({ site, user, since }: AuditOptions): (entry: AuditEntry) => boolean {
  const from = since === undefined ? undefined : parseSince(since)
  const pattern = user === undefined ? undefined : parsePattern('--user', user)
  return entry =>
    (site === undefined || entry.site === site) &&
    (pattern === undefined || matchesPattern(entry.user ?? '', pattern)) &&
    (from === undefined || Date.parse(entry.at) >= from)
}

function parseLimit(received: string): number {
  if (/^[1-9]\d{0,8}$/.test(received)) return Number(received)
  throw failure('BAD_REQUEST', { field: '--limit', received, expected: 'a whole number of at least 1' })
}

function describeEmptyResult({ entries, warnings }: AuditLog, folder: string): string {
  if (entries.length > 0) return `None of the ${entries.length} entries in ${folder} matches.`
  return warnings.length > 0
    ? 'The audit log could not be read.'
    : `The audit log is empty. Sign-ins are recorded in ${folder}.`
}

function formatEntries(
  entries: readonly AuditEntry[],
  { length }: readonly AuditEntry[],
  folder: string,
): string {
  const count =
    entries.length < length
      ? `The newest ${entries.length} of ${length} entries`
      : pluralize(length, 'entry', 'entries')
  const note = entries.some(({ outcome }) => outcome === asked) ? `\n${askedNote}` : ''
  return `${formatAuditEntries(entries)}\n\n${count} in ${folder}${note}`
}

const askedNote =
  'asked: Hubpass was about to ask Qlik Sense, and recorded no outcome. It still runs, or was killed: a session may remain.'
