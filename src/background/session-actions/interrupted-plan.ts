import type { SignedInTab } from '../current-user/query-hub.ts'
import type { ActionJournal } from './action-runner.ts'
import type { ActionPlan } from './pending-actions.ts'

/** Returns whether a previous worker may have carried out a part of the action. */
export const isResumed = ({ interruptedPlan }: ActionJournal): boolean => interruptedPlan !== undefined

/** Counts a session that is gone as ended: the previous worker has ended it. */
export const atLeastOneIfResumed = (ended: number, journal: ActionJournal): number =>
  isResumed(journal) ? Math.max(ended, 1) : ended

/** Adds the properties that a stored tab lacks if their values are unknown. */
export const toSignedInTab = (tab: NonNullable<ActionPlan['tab']>): SignedInTab => ({
  ...tab,
  lastRequestTime: tab.lastRequestTime,
  sessionCookie: tab.sessionCookie && {
    ...tab.sessionCookie,
    createdSession: tab.sessionCookie.createdSession,
    previousUser: tab.sessionCookie.previousUser,
  },
})
