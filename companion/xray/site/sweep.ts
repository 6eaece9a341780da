import { HubpassError } from '#protocol/errors'
import { cleanUpSession } from '../../audit/clean-up-session.ts'
import { type Caller, hashSessionId } from '../../audit/format-entry.ts'
import { requireSite } from '../../config/configuration.ts'
import { connectToQps, type QpsClient } from '../../qlik/qps/client.ts'
import type { QpsSession } from '../../qlik/qps/wire.ts'
import { warn } from '../../util/warn.ts'
import { findLeftEntries, type JournalEntry, type LeftEntries, removeEntries } from './journal.ts'

/** The attribute that marks the session of a ticket. Rules for users know no such name. */
export const markName = 'hubpass-xray'

/** A start asks QPS about no more entries. The next one goes on. */
const maxEntries = 200

/** Nobody uses such a session, so that its inactivity timeout has long ended it by then. */
const maxAgeMs = 7 * 24 * 60 * 60 * 1_000

/**
 * Ends the sessions that a killed program has left. Keeps the record of a site that does not answer or
 * was removed for the next start, but not for longer than a week. Never rejects.
 */
export async function sweepLeftSessions(via: Caller, signal: AbortSignal): Promise<void> {
  const records = await findLeftEntries().catch(() => [])
  await Promise.all(selectNext(records).map(record => sweepRecord(record, via, signal)))
}

/** Returns the records that were touched last, whose sessions are most likely to live. */
function selectNext(records: readonly LeftEntries[]): LeftEntries[] {
  let count = 0
  return records
    .toSorted((one, other) => other.touchedAt - one.touchedAt)
    .filter(({ entries }) => {
      count += entries.length
      return count <= maxEntries
    })
}

/** One entry that cannot be decided does not keep the sessions of the others. */
async function sweepRecord(record: LeftEntries, via: Caller, signal: AbortSignal): Promise<void> {
  const ended = await Promise.allSettled(record.entries.map(entry => endLeft(entry, via, signal)))
  const left = ended.filter(({ status }) => status === 'rejected').length
  // The next start tries again.
  if (signal.aborted || (left > 0 && !isTooOld(record))) return
  await removeEntries(record).catch(() => {})
  if (left > 0)
    warn(
      `hubpass: gave up ending sessions that an X-ray left more than 7 days ago (${left}). Their site was removed or does not answer. Unused sessions end by their inactivity timeout.`,
    )
}

/** Also true after the clock was set back. */
const isTooOld = ({ touchedAt }: LeftEntries): boolean => Math.abs(Date.now() - touchedAt) > maxAgeMs

async function endLeft(entry: JournalEntry, via: Caller, signal: AbortSignal): Promise<void> {
  const { prefix } = entry
  const qps = await connectToQps(await requireSite(entry.site))
  for (const { sessionId } of await findLeft(qps, entry, signal)) {
    const session = { ...entry, prefix, sessionId, via }
    if (!(await cleanUpSession(session, qps, signal))) throw new Error('a session may remain')
  }
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

async function isOwn(session: QpsSession, { sessionHash, mark }: JournalEntry): Promise<boolean> {
  if (mark !== undefined) return hasMark(session, mark)
  return sessionHash === (await hashSessionId(session.sessionId))
}

/** Returns whether a ticket with this mark, or with a number after it, has created the session. */
export const hasMark = ({ attributes }: Pick<QpsSession, 'attributes'>, mark: string): boolean =>
  attributes.some(({ name, value }) => name === markName && (value === mark || value.startsWith(`${mark}.`)))
