import type { Command } from 'commander'
import { toFinding } from '#protocol/findings/to-finding'
import { formatUserName } from '#protocol/identity'
import { describePrefix } from '#protocol/prefix'
import { requireSite } from '../../../config/configuration.ts'
import { listOpenEntries, type OpenEntry } from '../../../open-sessions/records.ts'
import { isOwn } from '../../../open-sessions/sweep.ts'
import { connectToQps } from '../../../qlik/qps/client.ts'
import type { QpsSession } from '../../../qlik/qps/wire.ts'
import type { ActionAdapter, CommandOutput } from '../../command.ts'
import { runInterruptible } from '../../interrupt.ts'
import { formatFinding } from '../../output/finding.ts'
import { writeNote } from '../../output/notes.ts'
import { formatSessionCount, maskSessionId } from '../../output/sessions.ts'
import { formatTable } from '../../output/table.ts'

/** `hubpass sessions list` */
export function addListCommand(sessions: Command, toAction: ActionAdapter): void {
  sessions
    .command('list')
    .description(
      'List the sessions that tests and checks on this machine hold, or have left. Session ids are shortened.',
    )
    .option('--ours', 'only sessions of this machine (the default; see "hubpass session list" for all)')
    .action(toAction(() => runInterruptible(list)))
}

interface OurSession {
  site: string
  prefix: string
  user: string
  /** Shortened. */
  sessionId: string
  /** The process that holds the session. Without one, the next start ends it. */
  process?: number
}

async function list(signal: AbortSignal): Promise<CommandOutput> {
  const groups = new Map<string, OpenEntry[]>()
  for (const each of await listOpenEntries()) {
    const { site, prefix, userDirectory, userId } = each.entry
    const key = JSON.stringify([site, prefix, userDirectory, userId])
    groups.set(key, [...(groups.get(key) ?? []), each])
  }
  const found = await Promise.all([...groups.values()].map(entries => findSessions(entries, signal)))
  const sessions = found.flat()
  const heading = `${formatSessionCount(sessions)} of this machine`
  return { result: { sessions }, text: sessions.length === 0 ? heading : formatSessions(sessions) }
}

/** Asks once for all entries of a user. A site that does not answer does not hide the sessions of the others. */
async function findSessions(entries: readonly OpenEntry[], signal: AbortSignal): Promise<OurSession[]> {
  const [first] = entries
  if (first === undefined) return []
  const { site, prefix } = first.entry
  try {
    const qps = await connectToQps(await requireSite(site))
    const sessions = await qps.listUserSessions(prefix, first.entry, { signal })
    const found = sessions.map(async session => {
      const own = await findEntry(session, entries)
      if (own === undefined) return []
      const { sessionId } = maskSessionId(session)
      const holder = own.pid === undefined ? {} : { process: own.pid }
      return [{ site, prefix, user: formatUserName(session), sessionId, ...holder }]
    })
    return (await Promise.all(found)).flat()
  } catch (error) {
    signal.throwIfAborted()
    writeNote(`Warning: ${formatFinding(toFinding(error))}`)
    return []
  }
}

async function findEntry(session: QpsSession, entries: readonly OpenEntry[]): Promise<OpenEntry | undefined> {
  for (const each of entries) if (await isOwn(session, each.entry)) return each
  return undefined
}

const formatSessions = (sessions: readonly OurSession[]): string =>
  formatTable(
    ['Site', 'Virtual proxy', 'User', 'Session', 'Held by'],
    sessions.map(({ site, prefix, user, sessionId, process }) => [
      ...[site, describePrefix(prefix), user, sessionId],
      process === undefined ? 'nobody (see "hubpass sessions sweep")' : `process ${process}`,
    ]),
  )
