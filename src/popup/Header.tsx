import type { ComponentChildren } from 'preact'
import type { CurrentUser } from '#shared/sessions/current-user'
import type { CompanionState } from '#shared/state'
import { HubpassLogo } from '#ui/components/icons.tsx'
import { t } from '#ui/i18n.ts'
import { CurrentUserHeader } from './current-user/CurrentUserHeader.tsx'

export interface HeaderProps {
  companion: CompanionState
  currentUser: CurrentUser | undefined
  /** What can be done about it. */
  children?: ComponentChildren
}

/** Shows who is signed in and the state of the companion, as text or as a dot if space is short. */
export function Header({ companion, currentUser, children }: HeaderProps) {
  return (
    <header data-who={currentUser?.status}>
      <HubpassLogo />
      <CurrentUserHeader currentUser={currentUser} />
      <p class="companion" data-status={companion.status} title={formatCompanionState(companion)}>
        <span>{formatCompanionState(companion)}</span>
      </p>
      {children}
    </header>
  )
}

function formatCompanionState(companion: CompanionState): string {
  switch (companion.status) {
    case 'connecting':
      return t('popup.companionConnecting')
    case 'ready':
      return t('popup.companionVersion', { version: companion.version })
    case 'failed':
      return t('popup.companionNotReady')
  }
}
