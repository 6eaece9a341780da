import type { UserName } from '#protocol/identity'
import type { Companion } from '../companion.ts'
import type { RunRecord } from '../run-record.ts'
import type { Sources } from './sources.ts'

/** Asked again: QRS may have been too slow for the run, or set otherwise since. */
export async function virtualProxiesNow({ record, companion }: Sources, signal: AbortSignal) {
  const { site } = record.request
  return (await (await companion()).request('virtualProxies', { site }, signal)).virtualProxies
}

/** Of whom the run is for, where it made one. A session that is hidden from us may be ours. */
export async function sessionsOfUser({ record, companion, ledger }: Sources, signal: AbortSignal) {
  if (record.journal.session === 'none') return undefined
  const { site, prefix, identity, sessionId } = record.request
  const held = await heldBy(identity, await companion(), record, signal)
  const isOursListed = held.sessions.some(one => one.sessionId === sessionId)
  if (!isOursListed && held.hidden > 0) return undefined
  const others = held.sessions.filter(one => one.sessionId !== sessionId)
  const made = (await ledger.all()).filter(one => one.site.id === site && one.prefix === prefix)
  const isOwn = (id: string): boolean => made.some(one => one.sessionId === id)
  return {
    isOursListed,
    others: others.length,
    ownOthers: others.filter(one => isOwn(one.sessionId)).length,
  }
}

export async function sessionIdsOf(
  user: UserName | undefined,
  { record, companion }: Sources,
  signal: AbortSignal,
): Promise<string[] | undefined> {
  if (user === undefined) return undefined
  const { sessions } = await heldBy(user, await companion(), record, signal)
  return sessions.map(({ sessionId }) => sessionId)
}

function heldBy(
  { userDirectory, userId }: UserName,
  companion: Companion,
  record: RunRecord,
  signal: AbortSignal,
) {
  const { site, prefix } = record.request
  return companion.request('sessions', { site, prefix, user: { userDirectory, userId } }, signal)
}
