import type { Badge, BadgeStatus } from '../browser/badges.ts'

interface StatusBadgeDeps {
  badge: Badge
  /** Hides the badges of single tabs, or shows them again. */
  setSuppressed(isSuppressed: boolean): void
}

/**
 * Returns a function that sets the status on the toolbar button. An urgent status suppresses the
 * badges of single tabs, also after the worker has been restarted.
 */
export function createStatusBadge({ badge, setSuppressed }: StatusBadgeDeps): (status: BadgeStatus) => void {
  let hasStatus = false
  badge.get().then(
    status => hasStatus || setSuppressed(isUrgent(status)),
    () => {}, // Without an answer, no status is assumed.
  )
  return status => {
    hasStatus = true
    badge.set(status)
    setSuppressed(isUrgent(status))
  }
}

/** An unseen failure and a run in progress are more important than the persona of a tab. */
const isUrgent = (status: string): boolean => status === '!' || status === '…'
