import type { Badge, Mark } from './browser/badge.ts'

interface Tools {
  badge: Badge
  /** Whether tabs shall do without a badge of their own. */
  giveWay(isWanted: boolean): void
}

/** Marks the toolbar button, on tabs that have a badge of their own too where it matters more. So it does for the next worker. */
export function createButtonMark({ badge, giveWay }: Tools): (mark: Mark) => void {
  let isMarked = false
  badge.shown().then(
    mark => isMarked || giveWay(comesFirst(mark)),
    () => {}, // Then nobody knows of a mark.
  )
  return mark => {
    isMarked = true
    badge.show(mark)
    giveWay(comesFirst(mark))
  }
}

/** A failure that nobody has seen, and a run that goes on, count more than who is who. */
const comesFirst = (mark: string): boolean => mark === '!' || mark === '…'
