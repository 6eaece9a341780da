import type { ComponentChildren } from 'preact'
import type { CompanionState } from '#shared/state'
import type { Who } from '#shared/who'
import { Mark } from '#ui/icons.tsx'
import { text } from '#ui/texts.ts'
import { WhoLines } from './who/WhoLines.tsx'

export interface HeaderProps {
  companion: CompanionState
  who: Who | undefined
  /** What can be done about it. */
  children?: ComponentChildren
}

/** Who is signed in, and how the companion is: in words, or with a point where the truth needs the place. */
export function Header({ companion, who, children }: HeaderProps) {
  return (
    <header data-who={who?.status}>
      <Mark />
      <WhoLines who={who} />
      <p class="companion" data-status={companion.status} title={companionWords(companion)}>
        <span>{companionWords(companion)}</span>
      </p>
      {children}
    </header>
  )
}

function companionWords(companion: CompanionState): string {
  switch (companion.status) {
    case 'connecting':
      return text('companionConnecting')
    case 'ready':
      return text('companionVersion', companion.version)
    case 'failed':
      return text('companionNotReady')
  }
}
