import { HubpassError } from '#protocol/errors'
import { cleanUpSession } from '../../audit/clean-up-session.ts'
import { type Caller, hashSessionId } from '../../audit/format-entry.ts'
import { requireSite } from '../../config/configuration.ts'
import { connectToQps, type QpsClient } from '../../qlik/qps/client.ts'
import type { QpsSession } from '../../qlik/qps/wire.ts'
import type { JournalEntry } from './journal.ts'
import { findLeftEntries, type LeftEntries, removeEntries } from './records.ts'

/** The attribute that marks the session of a ticket. Rules for users know no such name. */
export const markName = 'hubpass-xray'

/**
 * Ends the sessions that a killed program has left. Keeps the record of a site that does not answer,
 * for the next start. Never rejects.
 */
export async function sweepLeftSessions(via: Caller, signal: AbortSignal): Promise<SweepResult> {
  const records = await findLeftEntries().catch(() => [])
  const results = await Promise.all(records.map(record => sweepRecord(record, via, signal)))
  return {
    ended: results.reduce((sum, { ended }) => sum + ended, 0),
    remaining: results.flatMap(({ remaining }) => remaining),
  }
}

export interface SweepResult {
  ended: number
  /** The entries that could not be decided, for example because the site does not answer. */
  remaining: JournalEntry[]
}

/** One entry that cannot be decided does not keep the sessions of the others. */
async function sweepRecord(record: LeftEntries, via: Caller, signal: AbortSignal): Promise<SweepResult> {
  const { entries } = record
  const results = await Promise.allSettled(entries.map(entry => endLeft(entry, via, signal)))
  const remaining = entries.filter((_, index) => results[index]?.status === 'rejected')
  // Otherwise, the next start tries again.
  if (remaining.length === 0) await removeEntries(record).catch(() => {})
  return {
    ended: results.reduce((sum, each) => sum + (each.status === 'fulfilled' ? each.value : 0), 0),
    remaining,
  }
}

/** Returns how many sessions it has ended. */
async function endLeft(entry: JournalEntry, via: Caller, signal: AbortSignal): Promise<number> {
  const { prefix } = entry
  const qps = await connectToQps(await requireSite(entry.site))
  const left = await findLeft(qps, entry, signal)
  for (const { sessionId } of left) {
    const session = { ...entry, prefix, sessionId, via }
    if (!(await cleanUpSession(session, qps, signal))) throw new Error('a session may remain')
  }
  return left.length
}

/** Without the virtual proxy there is no session. */
const findLeft = (qps: QpsClient, entry: JournalEntry, signal: AbortSignal): Promise<QpsSession[]> =>
  findOwn(qps, entry, signal).catch(error => {
    if (error instanceof HubpassError && error.code === 'VIRTUAL_PROXY_UNKNOWN') return []
    throw error
  })

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

export async function isOwn(session: QpsSession, { sessionHash, mark }: JournalEntry): Promise<boolean> {
  if (mark !== undefined) return hasMark(session, mark)
  return sessionHash === (await hashSessionId(session.sessionId))
}

/** Returns whether a ticket with this mark has created the session. */
export const hasMark = ({ attributes }: Pick<QpsSession, 'attributes'>, mark: string): boolean =>
  attributes.some(({ name, value }) => name === markName && value === mark)
