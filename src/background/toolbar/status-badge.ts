import type { Badge, BadgeStatus } from '../browser/badges.ts'

interface StatusBadgeDeps {
  badge: Badge
  /** Whether tabs shall do without a badge of their own. */
  setSuppressed(isWanted: boolean): void
}

/** Marks the toolbar button, on tabs that have a badge of their own too where it matters more. So it does for the next worker. */
export function createStatusBadge({ badge, setSuppressed }: StatusBadgeDeps): (status: BadgeStatus) => void {
  let hasStatus = false
  badge.get().then(
    status => hasStatus || setSuppressed(takesPrecedence(status)),
    () => {}, // Then nobody knows of a mark.
  )
  return status => {
    hasStatus = true
    badge.set(status)
    setSuppressed(takesPrecedence(status))
  }
}

/** A failure that nobody has seen, and a run that goes on, count more than who is who. */
const takesPrecedence = (status: string): boolean => status === '!' || status === '…'
