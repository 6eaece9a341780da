import type { FoundUsers } from '#shared/found-users'
import type { CompanionConnection } from '../companion/connection.ts'
import type { IntentHandlersOf } from '../intent-handlers.ts'

export interface FoundUsersDeps {
  companion: Pick<CompanionConnection, 'connect'>
  publish(found: FoundUsers): void
}

/**
 * Searches the users of a site. A new search cancels the one before. A search that fails publishes
 * nothing: people can type any user.
 */
export function createUserSearch({ companion, publish }: FoundUsersDeps): {
  handlers: IntentHandlersOf<'findUsers'>
} {
  let latest = new AbortController()
  return {
    handlers: {
      async findUsers({ site, search, userDirectory }) {
        latest.abort()
        latest = new AbortController()
        const { signal } = latest
        const { request } = await companion.connect()
        if (signal.aborted) return
        const { users, hidden } = await request('users', { site, search, userDirectory }, signal)
        if (!signal.aborted) publish({ site, search, users, hidden })
      },
    },
  }
}
