import type { Command } from 'commander'
import { failure } from '#protocol/errors'
import { nameOf } from '#protocol/identity'
import { expectPrefix } from '#protocol/prefix'
import { proxyInWords } from '#protocol/proxy-in-words'
import { isShortened } from '#protocol/session-id'
import { endSession } from '../commands/end-session.ts'
import { expectSite } from '../config/configuration.ts'
import { connectToQps } from '../qps/client.ts'
import { isAllowed } from '../users.ts'
import { contextWith } from './context.ts'
import { countOf, describeSessions, masked } from './held-sessions.ts'
import { onInterrupt } from './interrupt.ts'
import type { Outcome } from './outcome.ts'
import type { Act } from './program.ts'
import { siteIdHelp } from './site-id.ts'
import { expectUser } from './user-name.ts'

interface ListOptions {
  prefix?: string
  user?: string
  showIds?: boolean
}

/** `hubpass session list | end` */
export function addSessionCommands(program: Command, act: Act): void {
  const session = program
    .command('session')
    .description('See the sessions of a virtual proxy, and end them.')
    .helpCommand(false)
  session
    .command('list')
    .description('List the sessions of a virtual proxy, those of its proxy node.')
    .argument('<site>', siteIdHelp)
    .option('--prefix <prefix>', 'virtual proxy (else the default one)')
    .option('--user <name>', "only those of the user 'DIRECTORY\\id'")
    .option('--show-ids', 'show the session ids whole, in --json too: whoever has one is that user')
    .action(act(list))
  session
    .command('end')
    .description('End a session.')
    .argument('<site>', siteIdHelp)
    .argument('<session-id>', 'see "hubpass session list --show-ids"')
    .option('--prefix <prefix>', 'its virtual proxy (else the default one)')
    .action(act(end))
}

/** Whoever has a session id is that user: those of users whom the site may not impersonate are only counted. */
async function list(id: string, options: ListOptions): Promise<Outcome> {
  const prefix = expectPrefix(options.prefix ?? '')
  const user = options.user === undefined ? undefined : expectUser(options.user)
  const site = await expectSite(id)
  const qps = await connectToQps(site)
  const held = await onInterrupt(signal =>
    user === undefined ? qps.listSessions(prefix, { signal }) : qps.listSessionsOf(prefix, user, { signal }),
  )
  const sessions = held.filter(session => isAllowed(session, site))
  const hidden = held.length - sessions.length
  const whose = user === undefined ? '' : ` of ${nameOf(user)}`
  const heading = `${countOf(sessions)}${whose} on ${proxyInWords(prefix)}`
  const told = options.showIds === true ? sessions : sessions.map(masked)
  const shown = told.length === 0 ? heading : describeSessions(told)
  return { result: { prefix, sessions: told, hidden }, text: `${shown}${hiddenInWords(hidden)}` }
}

const hiddenInWords = (hidden: number): string =>
  hidden === 0 ? '' : `\n${hidden} more, of users whom this site does not allow to impersonate`

/** Throws SESSION_UNKNOWN when there is no such session, BAD_REQUEST for the id as a list shows it. */
async function end(site: string, sessionId: string, { prefix = '' }: { prefix?: string }): Promise<Outcome> {
  if (isShortened(sessionId)) throw tooShort(site, prefix)
  const { ended } = await onInterrupt(signal => endSession({ site, prefix, sessionId }, contextWith(signal)))
  if (!ended) throw failure('SESSION_UNKNOWN', { prefix })
  return { result: { prefix, ended }, text: `Ended on ${proxyInWords(prefix)}.` }
}

const tooShort = (site: string, prefix: string) =>
  failure('BAD_REQUEST', {
    field: 'Session id',
    received: '(not shown)',
    expected: `the whole id, as "hubpass session list ${site}${prefix === '' ? '' : ` --prefix ${prefix}`} --show-ids" shows it`,
    problem: 'only the beginning of one was given',
  })
