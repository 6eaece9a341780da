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
  model: Pick<Model, 'isRunRequested' | 'run' | 'overRunId' | 'form' | 'currentUsers' | 'pageContext'>,
) {
  const { isRunRequested, run, overRunId, form, pageContext } = model
  const shownRun = isRunRequested
    ? { outcome: 'working' as const, user: formatUserName(form), prefix: form.prefix }
    : run
  const isElsewhere =
    !!run &&
    (!run.isPrivate !== !pageContext.isPrivate || run.container?.storeId !== pageContext.containerStoreId)
  const currentUser = isElsewhere ? undefined : currentUserHere(model)
  const isStale =
    run !== undefined && shownRun === run && (run.id === overRunId || isRunStale(run, currentUser))
  const outcome = isStale ? undefined : shownRun?.outcome
  return (
    <p class="outcome" role="status" data-outcome={shownRun?.outcome} data-over={isStale}>
      {(outcome === 'passed' || outcome === 'failed') && <StepIcon state={outcome} />}
      <span>
        {shownRun === undefined
          ? t('popup.outcomeBefore')
          : formatRunOutcome(shownRun, { isStale, isElsewhere, currentUser })}
      </span>
    </p>
  )
}

interface OutcomeContext {
  isStale: boolean
  /** Whether the cookies of the run are not those of this tab. */
  isElsewhere: boolean
  /** Who is signed in in this window, if the run was there too. */
  currentUser: CurrentUser | undefined
}

function formatRunOutcome(
  run: Pick<Run, 'outcome' | 'user' | 'prefix' | 'isPrivate' | 'container'> & { site?: string },
  { isStale, isElsewhere, currentUser }: OutcomeContext,
) {
  const { outcome, prefix, isPrivate, container } = run
  const user = <bdi class="user">{run.user}</bdi>
  const proxy = <bdi>{formatVirtualProxy(prefix)}</bdi>
  if (outcome !== 'passed' && outcome !== 'failed') return formatOutcome(outcome, user)
  const place = container
    ? tRich('outcome.inContainer', { place: proxy, container: <bdi>{container.name}</bdi> })
    : isPrivate || isElsewhere
      ? tRich(isPrivate ? 'outcome.inPrivateWindow' : 'outcome.inNormalWindow', { place: proxy })
      : proxy
  if (outcome === 'passed')
    return tRich(
      isStale ? 'outcome.passedEarlier' : isElsewhere ? 'outcome.passedElsewhere' : 'outcome.passedOn',
      { user, place },
    )
  const isSignedInAfterAll = currentUser?.status === 'user' && isSameUserAndProxy(run, currentUser)
  return tRich(isSignedInAfterAll ? 'outcome.failedEarlier' : 'outcome.failedOn', { user, place })
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

const isSameUserAndProxy = (
  run: Pick<Run, 'user' | 'prefix'> & { site?: string },
  currentUser: SignedInUser,
): boolean =>
  run.site === currentUser.site &&
  run.prefix === currentUser.prefix &&
  isSameUserName(run.user, currentUser.user)
