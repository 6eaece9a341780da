import { formatUserName } from '#protocol/identity'
import { withTimeout } from '../async/with-timeout.ts'
import type { CompanionClient } from '../companion/client.ts'
import { originsTimeoutMs } from '../timeouts.ts'
import type { SessionRegistry } from './session-registry.ts'

/** Who created a session. */
export interface SessionOrigin {
  isCreatedByHubpass: boolean
  /** When Hubpass created it, in milliseconds since 1970. */
  since?: number | undefined
  /** For whom Hubpass created it, as `DIR\id`. */
  user?: string | undefined
}

/**
 * Returns the origin of each session that is known: from the registry, or else from the companion,
 * whose audit log also has the sessions of the command line and of the time before the extension was
 * reloaded. Never throws.
 */
export type FindSessionOrigins = (
  prefix: string,
  sessionIds: readonly string[],
  signal?: AbortSignal,
) => Promise<Map<string, SessionOrigin>>

interface SessionOriginsDeps {
  registry: Pick<SessionRegistry, 'list'>
  companion(): Promise<Pick<CompanionClient, 'request'>>
}

export function createSessionOrigins({ registry, companion }: SessionOriginsDeps): FindSessionOrigins {
  return async (prefix, sessionIds, signal = new AbortController().signal) => {
    const origins = new Map<string, SessionOrigin>()
    for (const session of await registry.list().catch(() => [])) {
      const { sessionId, createdAt: since } = session
      if (sessionIds.includes(sessionId))
        origins.set(sessionId, { isCreatedByHubpass: true, since, user: formatUserName(session) })
    }
    const others = sessionIds.filter(id => !origins.has(id))
    if (others.length === 0) return origins
    const recognize = async (limit: AbortSignal) =>
      (await companion()).request('recognizeSessions', { prefix, sessionIds: others }, limit)
    // An older companion does not know the command.
    const response = await withTimeout(originsTimeoutMs, signal, recognize).catch(() => undefined)
    if (response?.isComplete === true) for (const id of others) origins.set(id, { isCreatedByHubpass: false })
    for (const { index, createdAt, user } of response?.created ?? []) {
      const since = Date.parse(createdAt)
      const id = others[index]
      if (id !== undefined) origins.set(id, { isCreatedByHubpass: true, since, user })
    }
    return origins
  }
}
