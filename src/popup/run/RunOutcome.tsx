import { formatUserName, isSameUserName } from '#protocol/identity'
import type { Run } from '#shared/runs/run'
import type { CurrentUser, SignedInUser } from '#shared/sessions/current-user'
import { StepIcon } from '#ui/components/icons.tsx'
import { formatOutcome, formatVirtualProxy } from '#ui/format-run.ts'
import { t, tRich } from '#ui/i18n.ts'
import type { Model } from '../state/model.ts'
import { currentUserHere } from '../state/model.ts'

/** Shows the outcome in one line. Its space is reserved, so that the layout does not shift. */
export function RunOutcome(
  model: Pick<Model, 'isRunRequested' | 'run' | 'form' | 'currentUsers' | 'pageContext'>,
) {
  const { isRunRequested, run, form } = model
  const shownRun = isRunRequested
    ? { outcome: 'working' as const, user: formatUserName(form), prefix: form.prefix }
    : run
  const isStale = shownRun === run && isRunStale(run, currentUserHere(model))
  const outcome = isStale ? undefined : shownRun?.outcome
  return (
    <p class="outcome" role="status" data-outcome={shownRun?.outcome} data-over={isStale}>
      {(outcome === 'passed' || outcome === 'failed') && <StepIcon state={outcome} />}
      <span>{shownRun === undefined ? t('popup.outcomeBefore') : formatRunOutcome(shownRun, isStale)}</span>
    </p>
  )
}

function formatRunOutcome(
  { outcome, user, prefix }: Pick<Run, 'outcome' | 'user' | 'prefix'>,
  isStale: boolean,
) {
  const userName = <bdi class="user">{user}</bdi>
  const where = <bdi>{formatVirtualProxy(prefix)}</bdi>
  if (outcome === 'passed')
    return tRich(isStale ? 'outcome.passedEarlier' : 'outcome.passedOn', { user: userName, place: where })
  return outcome === 'failed'
    ? tRich('outcome.failedOn', { user: userName, place: where })
    : formatOutcome(outcome, userName)
}

/** Returns whether the hub has reported another user, or none, since the run passed. */
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
