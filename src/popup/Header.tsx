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

/** Who is signed in, and how the companion is: in words, or with a point where the truth needs the place. */
export function Header({ companion, currentUser, children }: HeaderProps) {
  return (
    <header data-who={currentUser?.status}>
      <HubpassLogo />
      <CurrentUserHeader who={currentUser} />
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
