import { FindingAlert } from './FindingAlert.tsx'
import { NoSites } from './NoSites.tsx'
import type { Setup as SetupNeed } from './panel.ts'

export interface SetupProps {
  setup: SetupNeed
  onReconnect: () => void
}

/** What is missing before anybody can sign in. */
export function Setup({ setup, onReconnect }: SetupProps) {
  const again = (
    <button type="button" onClick={onReconnect}>
      Try again
    </button>
  )
  return setup.need === 'site' ? (
    <NoSites>{again}</NoSites>
  ) : (
    <FindingAlert finding={setup.finding}>{again}</FindingAlert>
  )
}
