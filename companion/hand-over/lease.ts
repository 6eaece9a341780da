import { setTimeout } from 'node:timers/promises'
import { failure } from '#protocol/errors'
import { foldCase } from '#protocol/fold-case'
import { formatUserName } from '#protocol/identity'
import { hashSessionId } from '../audit/format-entry.ts'
import { listHolders } from '../open-sessions/records.ts'
import { type RecordEntry, SessionRecord } from '../open-sessions/session-record.ts'
import { sweepIfLeft } from '../open-sessions/sweep-if-left.ts'

/**
 * The right to have one session. The record of the session in the home of the companion is also its lease:
 * it exists from before the session is requested until the session has ended.
 */
export interface Lease {
  /** Starts the time to live again. A timer does so while the program runs. */
  renew(): Promise<void>
  /** Gives the right back. The session has ended, or was never there. */
  release(): Promise<void>
  /** Leaves a session that may remain to the next program, which finds the record. */
  abandon(): void
}

export interface LeaseOptions {
  /** The sessions that the user may have, whoever has made them. */
  limit: number
  /** How long to wait while all sessions are in use. */
  waitMs: number
  signal: AbortSignal
  /** Called once before the wait. */
  onWait?: ((processes: number[]) => void) | undefined
}

/**
 * Leases one of the sessions that a user may have on a virtual proxy. All programs of the machine share
 * them. Checks count, but wait for nobody. First ends the sessions of programs that died, if there is no other.
 * Throws SESSIONS_IN_USE, FILE_NOT_WRITTEN and CANCELLED.
 */
export async function leaseSession(entry: RecordEntry, options: LeaseOptions): Promise<Lease> {
  const { limit, waitMs, signal, onWait } = options
  const group = await hashPlace(entry)
  const deadline = Date.now() + waitMs
  for (let round = 0; ; round += 1) {
    if (signal.aborted) throw failure('CANCELLED', {})
    const lease = await tryToLease(entry, group, limit, round === 0)
    if (lease !== undefined) return lease
    await sweepIfLeft('fixture', signal)
    const processes = await listHolders(group, entry)
    if (processes.length >= limit && Date.now() >= deadline) throw inUseFailure(entry, options, processes)
    if (round === 0) onWait?.(processes)
    await setTimeout(randomPause(), undefined, { signal }).catch(() => {})
  }
}

/**
 * Writes the record, and then counts. Of several programs that do so at once, the last one to write counts
 * the records of all others. So there are never more leases than the limit, without a lock.
 */
async function tryToLease(
  entry: RecordEntry,
  group: string,
  limit: number,
  isHopeful: boolean,
): Promise<Lease | undefined> {
  if (!isHopeful && (await listHolders(group, entry)).length >= limit) return undefined
  const record = new SessionRecord(group)
  await record.add(entry)
  if ((await listHolders(group, entry)).length <= limit)
    return {
      renew: () => record.touch(),
      release: () => record.remove(),
      abandon: () => record.close(),
    }
  await record.remove()
  return undefined
}

/** Programs that have stepped back at the same time do not try again at the same time. */
const randomPause = (): number => 20 + Math.random() * 180

/** Returns the group of the records that share a limit. Case makes no difference in names of users. */
const hashPlace = ({ site, prefix, ...user }: RecordEntry): Promise<string> =>
  hashSessionId(JSON.stringify([site, prefix, foldCase(formatUserName(user))]))

const inUseFailure = (
  { site, prefix, ...user }: RecordEntry,
  { limit, waitMs }: LeaseOptions,
  processes: number[],
) =>
  failure('SESSIONS_IN_USE', {
    ...{ user: formatUserName(user), site, prefix, limit, processes },
    seconds: Math.round(waitMs / 1_000),
  })
