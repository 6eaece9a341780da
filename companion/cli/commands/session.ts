import type { Command } from 'commander'
import { failure } from '#protocol/errors'
import { formatUserName } from '#protocol/identity'
import { parseUser, requireUserName } from '#protocol/identity-rules'
import { parsePrefix } from '#protocol/parse-prefix'
import { describePrefix } from '#protocol/prefix'
import { toPastableArgument } from '#protocol/quote-shell'
import { isTruncated, truncateSessionId } from '#protocol/session-id'
import { endSession } from '../../commands/end-session.ts'
import { requireSite } from '../../config/configuration.ts'
import { isUserAllowed } from '../../config/user-allowlist.ts'
import { withExplainedPrefix } from '../../doctor/explain-prefix.ts'
import { sweepIfLeft } from '../../open-sessions/sweep-if-left.ts'
import { connectToQps } from '../../qlik/qps/client.ts'
import { pluralize } from '../../util/text.ts'
import type { ActionAdapter, CommandOutput } from '../command.ts'
import { createCommandContext } from '../command-context.ts'
import { confirmForSite, yesOption } from '../confirm.ts'
import { runInterruptible } from '../interrupt.ts'
import { readSessionId, standardInputHelp } from '../options/session-id.ts'
import { addSiteArgument, resolveSite } from '../options/site-argument.ts'
import { prefixHelp } from '../options/values.ts'
import { formatSessionCount, formatSessions, maskSessionId } from '../output/sessions.ts'

interface ListOptions {
  prefix?: string
  user?: string
  showIds?: boolean
}

interface EndOptions {
  prefix?: string
  yes?: boolean
}

/** `hubpass session list | end` */
export function addSessionCommands(program: Command, toAction: ActionAdapter): void {
  const session = program
    .command('session')
    .description('Manage the sessions of a virtual proxy.')
    .helpCommand(false)
  addSiteArgument(
    session.command('list').description('List the sessions of a virtual proxy on its proxy node.'),
  )
    .option('-p, --prefix <prefix>', prefixHelp)
    .option('-u, --user <name>', 'only sessions of this user, as "DIRECTORY\\id"')
    .option('--show-ids', 'show full session ids, also with --json (anyone who has one can act as that user)')
    .action(
      toAction(async (_site: unknown, options: ListOptions, command: Command) =>
        list((await resolveSite(command)).site, options),
      ),
    )
  addSiteArgument(session.command('end').description('End a session.'), [
    'session-id',
    `session id (see "hubpass session list --show-ids"); ${standardInputHelp}`,
  ])
    .option('-p, --prefix <prefix>', prefixHelp)
    .option(...yesOption)
    .action(
      toAction(async (_site: unknown, _id: unknown, options: EndOptions, command: Command) => {
        const { site, following } = await resolveSite(command)
        return end(site, following, options)
      }),
    )
}

/**
 * Sessions of users whom the site may not impersonate are only counted: a session id lets anyone
 * act as that user.
 */
async function list(id: string, options: ListOptions): Promise<CommandOutput> {
  const prefix = parsePrefix(options.prefix ?? '')
  const user = options.user === undefined ? undefined : parseUser(requireUserName(options.user))
  const site = await requireSite(id)
  const qps = await connectToQps(site)
  const allSessions = await withExplainedPrefix(id, () =>
    runInterruptible(async signal => {
      await sweepIfLeft('cli', signal)
      return user === undefined
        ? qps.listSessions(prefix, { signal })
        : qps.listUserSessions(prefix, user, { signal })
    }),
  )
  const sessions = allSessions.filter(session => isUserAllowed(session, site))
  const hidden = allSessions.length - sessions.length
  const userSuffix = user === undefined ? '' : ` of ${formatUserName(user)}`
  const heading = `${formatSessionCount(sessions)}${userSuffix} on ${describePrefix(prefix)}`
  const listed = options.showIds === true ? sessions : sessions.map(maskSessionId)
  const text = listed.length === 0 ? heading : formatSessions(listed)
  return { result: { prefix, sessions: listed, hidden }, text: `${text}${formatHiddenCount(hidden)}` }
}

const formatHiddenCount = (hidden: number): string =>
  hidden === 0
    ? ''
    : `\n${pluralize(hidden, 'more session')} of users who may not be impersonated on this site`

/** Throws SESSION_UNKNOWN if the session does not exist, BAD_REQUEST for a shortened id. */
async function end(
  site: string,
  received: string,
  { prefix = '', ...confirmation }: EndOptions,
): Promise<CommandOutput> {
  const sessionId = await readSessionId(received)
  if (isTruncated(sessionId)) throw truncatedIdError(site, prefix)
  const question = `End the session ${truncateSessionId(sessionId)} on ${describePrefix(prefix)} of ${site}?`
  await confirmForSite(site, question, confirmation)
  const { ended } = await withExplainedPrefix(site, () =>
    runInterruptible(signal => endSession({ site, prefix, sessionId }, createCommandContext(signal))),
  )
  if (!ended) throw failure('SESSION_UNKNOWN', { prefix })
  return { result: { prefix, ended }, text: `Ended the session on ${describePrefix(prefix)}.` }
}

function truncatedIdError(site: string, prefix: string) {
  const place = [site, ...(prefix === '' ? [] : ['--prefix', prefix])].map(toPastableArgument).join(' ')
  return failure('BAD_REQUEST', {
    field: 'Session id',
    received: '(not shown)',
    expected: `the full id from "hubpass session list ${place} --show-ids"`,
    problem: 'the id is shortened',
  })
}
