import type { Intent } from '#shared/intents'
import type { CurrentUser, SignedInUser } from '#shared/sessions/current-user'
import type { SessionTarget } from '#shared/sessions/session-actions'
import type { SessionQuery } from '#shared/sessions/session-list'
import type { Confirmation } from '#ui/components/ConfirmDialog.tsx'
import { formatVirtualProxy } from '#ui/format-run.ts'
import { t } from '#ui/i18n.ts'

/** Something to choose from the menu. */
export interface MenuItem {
  key: string
  label: string
  /** What is asked of the background; without it, the sessions are shown. */
  intent?: Intent
  /** What cannot be taken back is asked for once more. */
  confirm?: Confirmation
  /** It cannot be chosen now. */
  isDisabled?: boolean
}

/** What can be done, as things are in the tab in front; while something goes on, only looking. */
export function createMenuItems(
  currentUser: CurrentUser | undefined,
  isBusy: boolean,
  query: SessionQuery | undefined,
): MenuItem[] {
  const sessions: MenuItem = {
    key: 'sessions',
    label: t(query === undefined ? 'actionSessionsOfNobody' : 'actionSessions'),
    isDisabled: query === undefined,
  }
  if (currentUser?.status !== 'user') return [sessions]
  const before =
    currentUser.previousUser === undefined ? [] : [createGoBackItem(currentUser, currentUser.previousUser)]
  const changing = [
    createSignInAgainItem(currentUser),
    ...before,
    createEndItem(currentUser),
    createSignOutItem(currentUser),
  ]
  return [...changing.map(item => ({ ...item, isDisabled: isBusy })), sessions]
}

const createSignInAgainItem = (who: SignedInUser): MenuItem => ({
  key: 'again',
  label: t('actionAgain'),
  intent: { intent: 'signInAgain', ...toSessionTarget(who) },
})

const createGoBackItem = (who: SignedInUser, before: string): MenuItem => ({
  key: 'back',
  label: before === '' ? t('actionBackUnknown') : t('actionBack', before),
  intent: { intent: 'goBack', ...toSessionTarget(who) },
})

const createEndItem = (who: SignedInUser): MenuItem => ({
  key: 'end',
  label: t('actionEnd'),
  intent: { intent: 'endThisSession', ...toSessionTarget(who) },
  confirm: {
    question: t('confirmEnd', who.user, formatVirtualProxy(who.prefix)),
    consequence: t('confirmEndMeans'),
    confirmLabel: t('confirmEndYes'),
  },
})

const createSignOutItem = (who: SignedInUser): MenuItem => ({
  key: 'signOut',
  label: t('actionSignOut', formatVirtualProxy(who.prefix)),
  intent: { intent: 'signOut', ...toSessionTarget(who) },
  confirm: signOutConfirmation(who.user, who.prefix),
})

export const signOutConfirmation = (user: string, prefix: string): Confirmation => ({
  question: t('confirmSignOut', user, formatVirtualProxy(prefix)),
  consequence: t('confirmSignOutMeans'),
  confirmLabel: t('confirmSignOutYes'),
})

/** What is asked for is done only while it is still so. */
const toSessionTarget = ({ windowId, site, prefix, user }: SignedInUser): SessionTarget => ({
  windowId,
  site,
  prefix,
  user,
})
