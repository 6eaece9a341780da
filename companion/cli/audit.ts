import type { Command } from 'commander'
import { failure } from '#protocol/errors'
import type { Entry } from '../audit/entry.ts'
import { auditFolder } from '../audit/files.ts'
import { type AuditLog, readLog } from '../audit/read-log.ts'
import { counted } from '../counted.ts'
import { fits } from '../users.ts'
import { describeEntries } from './describe-entries.ts'
import type { Outcome } from './outcome.ts'
import type { Act } from './program.ts'
import { runnable } from './runnable.ts'
import { expectSince } from './since.ts'

interface AuditOptions {
  site?: string
  user?: string
  since?: string
  limit?: string
}

/** `hubpass audit` */
export function addAuditCommand(program: Command, act: Act): void {
  program
    .command('audit')
    .description('Show who was impersonated, where and when, and what came of it.')
    .option('--site <id>', 'only this site')
    .option('--user <pattern>', "only users that fit, e.g. 'TESTING_*\\*'")
    .option('--since <time>', 'not what is older: a date, or 30m, 12h, 7d, 2w')
    .option('--limit <number>', 'so many entries at most, the newest (else 100)')
    .addHelpText('after', examples)
    .action(act(audit))
}

const examples = `
Examples:
  $ hubpass audit --since 7d
  $ hubpass audit --site acme --user 'TESTING\\*' --json
`

async function audit(options: AuditOptions): Promise<Outcome> {
  const fit = filterFor(options)
  const limit = expectLimit(options.limit ?? '100')
  const folder = await auditFolder()
  const log = await readLog(folder)
  const fitting = log.entries.filter(fit)
  const entries = fitting.slice(-limit)
  for (const { message, remedy } of log.warnings)
    process.stderr.write(`Warning: ${message}\n${runnable(remedy)}\n`)
  return {
    result: { folder, entries, fitting: fitting.length, warnings: log.warnings },
    text: entries.length === 0 ? nothing(log, folder) : told(entries, fitting, folder),
  }
}

function filterFor({ site, user, since }: AuditOptions): (entry: Entry) => boolean {
  const from = since === undefined ? undefined : expectSince(since)
  return entry =>
    (site === undefined || entry.site === site) &&
    (user === undefined || fits(entry.user ?? '', user)) &&
    (from === undefined || Date.parse(entry.at) >= from)
}

function expectLimit(received: string): number {
  if (/^[1-9]\d{0,8}$/.test(received)) return Number(received)
  throw failure('BAD_REQUEST', { field: '--limit', received, expected: 'a whole number from 1' })
}

function nothing({ entries, warnings }: AuditLog, folder: string): string {
  if (entries.length > 0) return `None of the ${entries.length} entries in ${folder} fits.`
  return warnings.length > 0
    ? 'Nothing could be read of it.'
    : `The audit log is empty. Who is signed in from now on is written into ${folder}.`
}

function told(entries: readonly Entry[], { length }: readonly Entry[], folder: string): string {
  const shown =
    entries.length < length
      ? `The last ${entries.length} of ${length} entries`
      : counted(length, 'entry', 'entries')
  return `${describeEntries(entries)}\n\n${shown}, from ${folder}`
}
