import type { SessionAction } from '#shared/sessions/session-actions'
import { formatVirtualProxy } from '#ui/format-run.ts'
import { t } from '#ui/i18n.ts'

type FinishedAction = Extract<SessionAction, { status: 'done' }>

/** Describes the result of an action in one sentence. */
export function formatActionResult(action: FinishedAction): string {
  const { user, ended } = action
  const proxy = formatVirtualProxy(action.prefix)
  switch (action.name) {
    case 'endThis':
    case 'endOne':
      return ended === 0 ? t('popup.actionSessionUnknown', { user }) : t('popup.actionEnded', { user, proxy })
    case 'signOut':
    case 'logOut':
    case 'endOurs':
      return t(action.name === 'endOurs' ? 'popup.actionEndedOwn' : 'popup.actionSignedOut', {
        user,
        proxy,
        count: ended,
      })
    case 'goBack':
      if (action.partialFailure !== undefined)
        return t('popup.actionWentBackButSessionRemains', { user, proxy })
      return action.currentUser === undefined
        ? t('popup.actionWentBackToNobody')
        : t('popup.actionWentBack', { user: action.currentUser })
  }
}
