import { cleanUpSession } from '../../audit/clean-up-session.ts'
import { type Caller, hashSessionId } from '../../audit/format-entry.ts'
import { requireSite } from '../../config/configuration.ts'
import { connectToQps, type QpsClient } from '../../qlik/qps/client.ts'
import type { QpsSession } from '../../qlik/qps/wire.ts'
import { findLeftEntries, type JournalEntry, removeEntries } from './journal.ts'

/** The attribute that marks the session of a ticket. Rules for users know no such name. */
export const markName = 'hubpass-xray'

/**
 * Ends the sessions that a killed program has left. Keeps the record of a site that does not answer,
 * for the next start. Never rejects.
 */
export async function sweepLeftSessions(via: Caller, signal: AbortSignal): Promise<void> {
  for (const left of await findLeftEntries().catch(() => []))
    try {
      for (const entry of left.entries) await endLeft(entry, via, signal)
      await removeEntries(left)
    } catch {
      // The next start tries again.
    }
}

async function endLeft(entry: JournalEntry, via: Caller, signal: AbortSignal): Promise<void> {
  const { prefix } = entry
  const qps = await connectToQps(await requireSite(entry.site))
  for (const { sessionId } of await findOwn(qps, entry, signal)) {
    const session = { ...entry, prefix, sessionId, via }
    if (!(await cleanUpSession(session, qps, signal))) throw new Error('a session may remain')
  }
}

/** Finds the session of an entry among those that QPS lists for its user. */
export async function findOwn(
  qps: QpsClient,
  entry: JournalEntry,
  signal: AbortSignal,
): Promise<QpsSession[]> {
  const sessions = await qps.listUserSessions(entry.prefix, entry, { signal, timeoutMs: listTimeoutMs })
  const own = []
  for (const session of sessions) if (await isOwn(session, entry)) own.push(session)
  return own
}

/** Also within the time that a canceled run has to clean up. */
const listTimeoutMs = 2_000

async function isOwn(
  { sessionId, attributes }: QpsSession,
  { sessionHash, mark }: JournalEntry,
): Promise<boolean> {
  if (mark !== undefined) return attributes.some(({ name, value }) => name === markName && value === mark)
  return sessionHash === (await hashSessionId(sessionId))
}
