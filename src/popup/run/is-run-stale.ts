import { isSameUserName } from '#protocol/identity'
import type { Run } from '#shared/runs/run'
import type { CurrentUser, SignedInUser } from '#shared/sessions/current-user'

/** Whether the hub has named somebody else, or nobody, since the run has passed: then it tells of the past. */
export function isRunStale(run: Run | undefined, currentUser: CurrentUser | undefined): boolean {
  if (run?.outcome !== 'passed' || currentUser === undefined || currentUser.status === 'notHub') return false
  if (currentUser.status !== 'user' && currentUser.status !== 'nobody' && currentUser.status !== 'anonymous')
    return false
  const { startedAt = 0, ms = 0 } = run.steps.at(-1) ?? {}
  const isLater = currentUser.askedAt !== undefined && currentUser.askedAt >= startedAt + ms
  return isLater && !(currentUser.status === 'user' && isSameUserAndProxy(run, currentUser))
}

const isSameUserAndProxy = (run: Run, currentUser: SignedInUser): boolean =>
  run.site === currentUser.site &&
  run.prefix === currentUser.prefix &&
  isSameUserName(run.user, currentUser.user)
