import type { CurrentUser } from '#shared/sessions/current-user'
import type { Model } from './model.ts'

/** Who is signed in in front of the window that the popup stands in. */
export const currentUserHere = ({
  currentUsers,
  pageContext,
}: Pick<Model, 'currentUsers' | 'pageContext'>): CurrentUser | undefined =>
  currentUsers.find(({ windowId }) => windowId === pageContext.windowId)
