import { HubpassError } from '#protocol/errors'
import { cleanUpSession } from '../audit/clean-up-session.ts'
import { type Caller, hashSessionId } from '../audit/format-entry.ts'
import { requireSite } from '../config/configuration.ts'
import { connectToQps, type QpsClient } from '../qlik/qps/client.ts'
import type { QpsSession } from '../qlik/qps/wire.ts'
import { warn } from '../util/warn.ts'
import { findLeftEntries, keepEntries, type LeftEntries, removeEntries } from './records.ts'
import type { RecordEntry } from './session-record.ts'

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
export async function sweepLeftSessions(via: Caller, signal: AbortSignal): Promise<SweepResult> {
  const records = await findLeftEntries().catch(() => [])
  const results = await Promise.all(
    selectNext(records).map(({ record, count }) => sweepRecord(record, count, { via, signal })),
  )
  return {
    ended: results.reduce((sum, { ended }) => sum + ended, 0),
    remaining: results.flatMap(({ remaining }) => remaining),
  }
}

export interface SweepResult {
  ended: number
  /** The entries that are left, for example because the site does not answer. */
  remaining: RecordEntry[]
}

/** Returns the records, those that were touched last first, whose sessions are most likely to live. */
function selectNext(records: readonly LeftEntries[]): { record: LeftEntries; count: number }[] {
  let room = maxEntries
  return records
    .toSorted((one, other) => other.touchedAt - one.touchedAt)
    .map(record => {
      const count = Math.min(room, record.entries.length)
      room -= count
      return { record, count }
    })
}

/** One entry that cannot be decided does not keep the sessions of the others. */
async function sweepRecord(
  record: LeftEntries,
  count: number,
  { via, signal }: { via: Caller; signal: AbortSignal },
): Promise<SweepResult> {
  const { entries } = record
  if (count === 0 && entries.length > 0) return { ended: 0, remaining: entries }
  const next = entries.slice(0, count)
  const results = await Promise.allSettled(next.map(entry => endLeft(entry, via, signal)))
  const ended = results.reduce((sum, each) => sum + (each.status === 'fulfilled' ? each.value : 0), 0)
  const left = next.filter((_, index) => results[index]?.status === 'rejected')
  const rest = entries.slice(count)
  if (signal.aborted) return { ended, remaining: [...rest, ...left] }
  const isGivenUp = left.length > 0 && isTooOld(record)
  // The next start tries again, and begins with those that this one has not asked about.
  const remaining = isGivenUp ? rest : [...rest, ...left]
  // A record without an entry is what a power cut leaves.
  const isUnchanged = entries.length > 0 && remaining.length === entries.length && rest.length === 0
  if (!isUnchanged) await keepOnly(record, remaining).catch(() => {})
  if (isGivenUp)
    warn(
      `hubpass: gave up ending sessions that a run left more than 7 days ago (${left.length}). Their site was removed or does not answer. Unused sessions end by their inactivity timeout.`,
    )
  return { ended, remaining }
}

const keepOnly = (record: LeftEntries, remaining: readonly RecordEntry[]): Promise<void> =>
  remaining.length > 0 ? keepEntries(record, remaining) : removeEntries(record)

/** Also true after the clock was set back. */
const isTooOld = ({ touchedAt }: LeftEntries): boolean => Math.abs(Date.now() - touchedAt) > maxAgeMs

/** Returns how many sessions it has ended. */
async function endLeft(entry: RecordEntry, via: Caller, signal: AbortSignal): Promise<number> {
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
const findLeft = (qps: QpsClient, entry: RecordEntry, signal: AbortSignal): Promise<QpsSession[]> =>
  findOwn(qps, entry, signal).catch(error => {
    if (error instanceof HubpassError && error.code === 'VIRTUAL_PROXY_UNKNOWN') return []
    throw error
  })

/** Finds the session of an entry among those that QPS lists for its user. */
export async function findOwn(
  qps: QpsClient,
  entry: RecordEntry,
  signal: AbortSignal,
): Promise<QpsSession[]> {
  const sessions = await qps.listUserSessions(entry.prefix, entry, { signal, timeoutMs: listTimeoutMs })
  const own = []
  for (const session of sessions) if (await isOwn(session, entry)) own.push(session)
  return own
}

/** Also within the time that a canceled run has to clean up. */
const listTimeoutMs = 2_000

export async function isOwn(session: QpsSession, { sessionHash, mark }: RecordEntry): Promise<boolean> {
  if (mark !== undefined) return hasMark(session, mark)
  return sessionHash === (await hashSessionId(session.sessionId))
}

/** Returns whether a ticket with this mark, or with a number after it, has created the session. */
export const hasMark = ({ attributes }: Pick<QpsSession, 'attributes'>, mark: string): boolean =>
  attributes.some(({ name, value }) => name === markName && (value === mark || value.startsWith(`${mark}.`)))
