import type { CompanionState } from '#shared/state'
import { Mark } from '#ui/icons.tsx'

export function Header({ companion }: { companion: CompanionState }) {
  return (
    <header>
      <Mark />
      <h1>Hubpass</h1>
      <p class="companion" data-status={companion.status}>
        {companionWords(companion)}
      </p>
    </header>
  )
}

function companionWords(companion: CompanionState): string {
  switch (companion.status) {
    case 'connecting':
      return 'Connecting…'
    case 'ready':
      return `Companion ${companion.version}`
    case 'failed':
      return 'Companion not ready'
  }
}
