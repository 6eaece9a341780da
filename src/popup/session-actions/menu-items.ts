import type { Intent } from '#shared/intents'
import type { CurrentUser, SignedInUser } from '#shared/sessions/current-user'
import type { SessionTarget } from '#shared/sessions/session-actions'
import type { SessionQuery } from '#shared/sessions/session-list'
import type { Confirmation } from '#ui/components/ConfirmDialog.tsx'
import { formatVirtualProxy } from '#ui/format-run.ts'
import { t } from '#ui/i18n.ts'
import { helpPageUrl, optionsPageUrl, welcomePageUrl } from '../page-urls.ts'

/** An item of the actions menu. */
export interface MenuItem {
  key: string
  label: string
  /** The intent to send; without it, the item opens a dialog. */
  intent?: Intent
  /** Required for actions that cannot be undone. */
  confirm?: Confirmation
  isDisabled?: boolean
  /** Opens a page in place of an action. */
  open?: () => void
}

/** Returns the pages of Hubpass and of the browser. */
export const createPageItems = (): MenuItem[] => [
  { key: 'manage', label: t('popup.menuManage'), open: () => void open(optionsPageUrl) },
  { key: 'settings', label: t('popup.menuSettings'), open: () => void open(`${optionsPageUrl}#settings`) },
  { key: 'firstSteps', label: t('popup.firstSteps'), open: () => void open(welcomePageUrl) },
  { key: 'shortcuts', label: t('popup.menuShortcuts'), open: () => void openBrowserPage('shortcuts') },
  { key: 'help', label: t('popup.menuHelp'), open: () => void open(helpPageUrl) },
]

const openBrowserPage: typeof import('../browser-pages-client.ts').openBrowserPage = page =>
  import('../browser-pages-client.ts').then(module => module.openBrowserPage(page))

/** Returns what the hub, Qlik Sense and the companion can be asked without a run. */
export function createQuestionItems(
  currentUser: CurrentUser | undefined,
  isBusy: boolean,
  site: string,
): MenuItem[] {
  const isOnHub = currentUser !== undefined && currentUser.status !== 'notHub'
  const isExplained = currentUser?.status === 'user' || currentUser?.status === 'asking'
  return [
    ...(isOnHub
      ? [
          {
            key: 'explain',
            label: t(isExplained ? 'popup.menuExplain' : 'popup.menuWhy'),
            isDisabled: isBusy,
          },
        ]
      : []),
    ...(currentUser?.status === 'user' ? [createXrayItem(currentUser, isBusy)] : []),
    ...(site === '' ? [] : [{ key: 'check', label: t('sites.check') }]),
  ]
}

/** Needs no permission: only one of its checks asks the tab. */
const createXrayItem = (user: SignedInUser, isDisabled: boolean): MenuItem => ({
  key: 'xray',
  label: t('xray.button'),
  intent: { intent: 'startXray', ...toSessionTarget(user) },
  isDisabled,
})

/** Returns the items for the active tab. While an action runs, only the session list is enabled. */
export function createMenuItems(
  currentUser: CurrentUser | undefined,
  isBusy: boolean,
  query: SessionQuery | undefined,
): MenuItem[] {
  const sessions: MenuItem = {
    key: 'sessions',
    label: t(query === undefined ? 'popup.actionSessionsOfNobody' : 'popup.actionSessions'),
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
  return [...changing.map(item => ({ ...item, isDisabled: isBusy })), sessions, createCookieItem(currentUser)]
}

const createCookieItem = ({ windowId }: SignedInUser): MenuItem => ({
  key: 'cookie',
  label: t('popup.actionCookie'),
  intent: { intent: 'showSessionCookie', windowId },
})

const createSignInAgainItem = (user: SignedInUser): MenuItem => ({
  key: 'again',
  label: t('popup.actionAgain'),
  intent: { intent: 'signInAgain', ...toSessionTarget(user) },
})

const createGoBackItem = (user: SignedInUser, before: string): MenuItem => ({
  key: 'back',
  label: before === '' ? t('popup.actionBackUnknown') : t('popup.actionBack', { user: before }),
  intent: { intent: 'goBack', ...toSessionTarget(user) },
})

const createEndItem = (user: SignedInUser): MenuItem => ({
  key: 'end',
  label: t('popup.actionEnd'),
  intent: { intent: 'endThisSession', ...toSessionTarget(user) },
  confirm: {
    question: t('popup.confirmEnd', { user: user.user, proxy: formatVirtualProxy(user.prefix) }),
    consequence: t('common.confirmEndMeans'),
    confirmLabel: t('popup.confirmEndYes'),
  },
})

const createSignOutItem = (user: SignedInUser): MenuItem => ({
  key: 'signOut',
  label: t('popup.actionSignOut', { proxy: formatVirtualProxy(user.prefix) }),
  intent: { intent: 'signOut', ...toSessionTarget(user) },
  confirm: signOutConfirmation(user.user, user.prefix),
})

export const signOutConfirmation = (user: string, prefix: string): Confirmation => ({
  question: t('popup.confirmSignOut', { user, proxy: formatVirtualProxy(prefix) }),
  consequence: t('popup.confirmSignOutMeans'),
  confirmLabel: t('popup.confirmSignOutYes'),
})

/** Returns the session that the tester sees. The background acts only if it is still current. */
const toSessionTarget = ({ windowId, site, prefix, user }: SignedInUser): SessionTarget => ({
  windowId,
  site,
  prefix,
  user,
})
