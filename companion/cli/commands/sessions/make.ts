import type { Command } from 'commander'
import { parseCookieFormat } from '#protocol/cookie-formats/index'
import { failure } from '#protocol/errors'
import { parsePrefix } from '#protocol/parse-prefix'
import { toPastableArgument } from '#protocol/quote-shell'
import { requireSite } from '../../../config/configuration.ts'
import type { SiteConfiguration } from '../../../config/schema.ts'
import { assertUserAllowed } from '../../../config/user-allowlist.ts'
import { withExplainedPrefix } from '../../../doctor/explain-prefix.ts'
import { assignUsers, type ListedUser } from '../../../hand-over/assign-users.ts'
import { assertFits, type MaterialOptions, planMaterial } from '../../../hand-over/make-material.ts'
import { ManySessions } from '../../../hand-over/many-sessions.ts'
import { prepareFolder } from '../../../hand-over/write-material.ts'
import { sweepIfLeft } from '../../../open-sessions/sweep-if-left.ts'
import { connectToQps } from '../../../qlik/qps/client.ts'
import { pluralize, stripControlCharacters } from '../../../util/text.ts'
import { withCheck } from '../../check/with-check.ts'
import type { ActionAdapter, CommandOutput } from '../../command.ts'
import { addSiteArgument, resolveSite } from '../../options/site-argument.ts'
import { prefixHelp } from '../../options/values.ts'
import { formatHint, writeNote } from '../../output/notes.ts'
import { rewriteCommands } from '../../rewrite-commands.ts'
import { runUndoable, type UndoableContext } from '../../run-undoable.ts'

interface MakeOptions {
  prefix?: string
  users: string
  count: string
  format?: string
  shards?: string
  out: string
}

/** `hubpass sessions make [site]` */
export function addMakeCommand(sessions: Command, toAction: ActionAdapter): void {
  addSiteArgument(
    sessions
      .command('make')
      .description('Create sessions for a load test or for test workers, and write their cookies.'),
  )
    .option('-p, --prefix <prefix>', prefixHelp)
    .requiredOption('--users <file>', 'CSV file with the users, with a column for each attribute (required)')
    .requiredOption('--count <number>', 'sessions to create, at most five of a user (required)')
    .option('--format <format>', 'format of the files, one of those of "hubpass login" (default: json)')
    .option('--shards <number>', 'files to write, one for each worker (default: 1)')
    .requiredOption('--out <folder>', 'new folder, which only you can read (required)')
    .addHelpText('after', examples)
    .action(
      toAction(async (_site: unknown, options: MakeOptions, command: Command) =>
        make((await resolveSite(command)).site, options),
      ),
    )
}

const examples = `
Examples:
  $ hubpass sessions make acme --prefix sales --users users.csv --count 12 --format playwright --shards 3 --out material
  $ hubpass sessions end material
`

async function make(id: string, options: MakeOptions): Promise<CommandOutput> {
  const format = parseCookieFormat(options.format ?? 'json')
  const count = parseCount('--count', options.count)
  const shards = parseCount('--shards', options.shards ?? '1')
  assertFits(format, count, shards)
  const prefix = parsePrefix(options.prefix ?? '')
  const site = await requireSite(id)
  const users = await withCheck(check => check.readUsers(options.users))
  for (const { user } of users) assertUserAllowed(user, site)
  // Says without a request if there are too few users.
  assignUsers(users, count)
  const { out } = options
  return runUndoable(context =>
    withExplainedPrefix(id, () =>
      makeFolder({ site, prefix, format, shards }, { users, count, out }, context),
    ),
  )
}

interface MadeSessions {
  users: readonly ListedUser[]
  count: number
  out: string
}

async function makeFolder(
  options: MaterialOptions,
  { users, count, out }: MadeSessions,
  context: UndoableContext,
): Promise<CommandOutput> {
  const { site, prefix } = options
  const folder = await prepareFolder(out)
  const sessions = new ManySessions(site, prefix, context)
  context.onUndelivered?.(async () => {
    await folder.discard()
    return sessions.undo()
  })
  await sweepIfLeft('cli', context.signal)
  const existing = await listExisting(site, prefix, context.signal)
  const material = await planMaterial(assignUsers(users, count, existing), options, context.signal)
  if (material.settingsMissing !== undefined)
    writeNote(
      `Warning: The cookies use the default settings. Those of the virtual proxy could not be read: ${stripControlCharacters(material.settingsMissing)}\n`,
    )
  await sessions.create(material.sessions)
  context.signal.throwIfAborted()
  await folder.write(material.files)
  context.keep()
  await sessions.keep()
  const { manifest } = material
  const files = manifest.files.map(({ name, sessions }) => ({ name, sessions: sessions.length }))
  const { format, validUntil } = manifest
  return {
    result: { site: site.id, prefix, format, folder: out, validUntil, sessions: count, files },
    text: `Created ${pluralize(count, 'session')} in ${out} (${pluralize(files.length, 'file')}). Unused ones end at ${validUntil}.${describeNextStep(out)}`,
  }
}

const describeNextStep = (out: string): string =>
  formatHint(rewriteCommands(`\nNext: end them with "hubpass sessions end ${toPastableArgument(out)}".`))

const listExisting = async (site: SiteConfiguration, prefix: string, signal: AbortSignal) =>
  (await connectToQps(site)).listSessions(prefix, { signal })

/** Throws BAD_REQUEST for anything but a whole number from 1 to 99,999. */
function parseCount(field: string, received: string): number {
  if (/^[1-9]\d{0,4}$/.test(received)) return Number(received)
  throw failure('BAD_REQUEST', { field, received, expected: 'a whole number from 1 to 99999' })
}
