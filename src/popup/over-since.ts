import { isSameName } from '#protocol/identity'
import type { Run } from '#shared/run'
import type { SignedInWho, Who } from '#shared/who'

/** Whether the hub has named somebody else, or nobody, since the run has passed: then it tells of the past. */
export function isOverSince(run: Run | undefined, who: Who | undefined): boolean {
  if (run?.outcome !== 'passed' || who === undefined || who.status === 'notHub') return false
  if (who.status !== 'user' && who.status !== 'nobody' && who.status !== 'anonymous') return false
  const { startedAt = 0, ms = 0 } = run.steps.at(-1) ?? {}
  const isLater = who.askedAt !== undefined && who.askedAt >= startedAt + ms
  return isLater && !(who.status === 'user' && isSame(run, who))
}

const isSame = (run: Run, who: SignedInWho): boolean =>
  run.site === who.site && run.prefix === who.prefix && isSameName(run.user, who.user)
