import { parseUserName } from '#protocol/identity'
import type { SessionQuery } from '#shared/sessions/session-list'
import type { Model } from '../state/model.ts'
import { currentUserHere } from '../state/model.ts'

/** Returns the user whose sessions to list: of the active tab, or else of the form. */
export function sessionsQuery(model: Model): SessionQuery | undefined {
  const { windowId } = model.pageContext
  if (windowId === undefined || model.companion.status !== 'ready') return undefined
  const currentUser = currentUserHere(model)
  const named = currentUser?.status === 'user' ? parseUserName(currentUser.user) : undefined
  if (currentUser?.status === 'user' && named !== undefined)
    return { windowId, site: currentUser.site, prefix: currentUser.prefix, ...named }
  const { site, prefix, userDirectory, userId } = model.form
  const isComplete = site !== '' && userDirectory.trim() !== '' && userId.trim() !== ''
  return isComplete
    ? { windowId, site, prefix, userDirectory: userDirectory.trim(), userId: userId.trim() }
    : undefined
}
