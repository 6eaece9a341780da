import type { Run } from '#shared/run'
import type { Who } from '#shared/who'

/** Whether the hub has named somebody else, or nobody, since the run has passed: then it tells of the past. */
export function isOverSince(run: Run | undefined, who: Who | undefined): boolean {
  if (run?.outcome !== 'passed' || who === undefined || who.status === 'notHub') return false
  if (who.status !== 'user' && who.status !== 'nobody' && who.status !== 'anonymous') return false
  const { startedAt = 0, ms = 0 } = run.steps.at(-1) ?? {}
  const isLater = who.askedAt !== undefined && who.askedAt >= startedAt + ms
  return isLater && !(who.status === 'user' && isSame(run, who))
}

/** Windows does not tell upper from lower case in names. */
const isSame = (run: Run, who: Extract<Who, { status: 'user' }>): boolean =>
  run.site === who.site && run.prefix === who.prefix && run.user.toLowerCase() === who.user.toLowerCase()
