import type { Command } from 'commander'
import { toFinding } from '#protocol/findings/to-finding'
import { formatUserName } from '#protocol/identity'
import { describePrefix } from '#protocol/prefix'
import { requireSite } from '../../../config/configuration.ts'
import { connectToQps } from '../../../qlik/qps/client.ts'
import { listOpenEntries, type OpenEntry } from '../../../xray/site/journal.ts'
import { findOwn } from '../../../xray/site/sweep.ts'
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
  const entries = await listOpenEntries()
  const found = await Promise.all(entries.map(entry => findSessions(entry, signal)))
  const sessions = found.flat()
  const heading = `${formatSessionCount(sessions)} of this machine`
  return { result: { sessions }, text: sessions.length === 0 ? heading : formatSessions(sessions) }
}

/** A site that does not answer does not hide the sessions of the others. */
async function findSessions({ entry, pid }: OpenEntry, signal: AbortSignal): Promise<OurSession[]> {
  const { site, prefix } = entry
  try {
    const own = await findOwn(await connectToQps(await requireSite(site)), entry, signal)
    return own.map(session => ({
      ...{ site, prefix, user: formatUserName(session), sessionId: maskSessionId(session).sessionId },
      ...(pid === undefined ? {} : { process: pid }),
    }))
  } catch (error) {
    signal.throwIfAborted()
    writeNote(`Warning: ${formatFinding(toFinding(error))}`)
    return []
  }
}

const formatSessions = (sessions: readonly OurSession[]): string =>
  formatTable(
    ['Site', 'Virtual proxy', 'User', 'Session', 'Held by'],
    sessions.map(({ site, prefix, user, sessionId, process }) => [
      ...[site, describePrefix(prefix), user, sessionId],
      process === undefined ? 'nobody (see "hubpass sessions sweep")' : `process ${process}`,
    ]),
  )
