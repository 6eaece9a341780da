import type { EngineAnswer } from '#protocol/engine-answer'
import type { UserName } from '#protocol/identity'
import type { UserAccess } from '#protocol/user-access'
import type { CompanionClient } from '../companion/client.ts'
import type { RunRecord } from '../run/run-state.ts'
import type { FactSources } from './facts.ts'

/** Fetches the settings again: QRS may have been too slow for the run, or changed since. */
export async function fetchVirtualProxies({ record, companion }: FactSources, signal: AbortSignal) {
  const { site } = record.request
  return (await (await companion()).request('virtualProxies', { site }, signal)).virtualProxies
}

/**
 * Returns the sessions of the run's user, if the run created one. Returns undefined if hidden
 * sessions may include ours.
 */
export async function fetchUserSessions(
  { record, companion, findOrigins }: FactSources,
  signal: AbortSignal,
) {
  if (record.journal.session === 'none') return undefined
  const { prefix, identity, sessionId } = record.request
  const response = await requestSessions(identity, await companion(), record, signal)
  const isOursListed = response.sessions.some(one => one.sessionId === sessionId)
  if (!isOursListed && response.hidden > 0) return undefined
  const others = response.sessions.filter(one => one.sessionId !== sessionId)
  const origins = await findOrigins(
    prefix,
    others.map(one => one.sessionId),
    signal,
  )
  return {
    isOursListed,
    others: others.length,
    ownOthers: others.filter(one => origins.get(one.sessionId)?.isCreatedByHubpass === true).length,
  }
}

export async function fetchSessionIds(
  user: UserName | undefined,
  { record, companion }: FactSources,
  signal: AbortSignal,
): Promise<string[] | undefined> {
  if (user === undefined) return undefined
  const { sessions } = await requestSessions(user, await companion(), record, signal)
  return sessions.map(({ sessionId }) => sessionId)
}

/** Asks as this browser, because a session may belong to it. */
export async function fetchEngineAnswer(
  { record, companion, engineSession }: FactSources,
  signal: AbortSignal,
): Promise<EngineAnswer | undefined> {
  if (engineSession === undefined) return undefined
  const { sessionId, user, cookieName } = engineSession
  const { userDirectory, userId } = user
  const { site, prefix } = record.request
  return (await companion()).request(
    'askEngine',
    {
      ...{ site, prefix, sessionId, cookieName, user: { userDirectory, userId } },
      userAgent: globalThis.navigator?.userAgent,
    },
    signal,
  )
}

/** Returns what QRS tells of a user. A tab may have none. */
export async function fetchUserAccess(
  { userDirectory, userId }: UserName,
  { record, companion }: FactSources,
  signal: AbortSignal,
): Promise<UserAccess | undefined> {
  if (userId === '') return undefined
  const { site } = record.request
  return (await companion()).request('userAccess', { site, user: { userDirectory, userId } }, signal)
}

function requestSessions(
  { userDirectory, userId }: UserName,
  companion: CompanionClient,
  record: RunRecord,
  signal: AbortSignal,
) {
  const { site, prefix } = record.request
  return companion.request('sessions', { site, prefix, user: { userDirectory, userId } }, signal)
}
