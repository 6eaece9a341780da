import { useEffect } from 'preact/hooks'
import type { Run } from '#shared/runs/run'
import { Causes } from '#ui/components/Causes.tsx'
import { FindingAlert } from '#ui/components/FindingAlert.tsx'
import { StepItem } from '#ui/components/StepItem.tsx'
import { formatDateTime } from '#ui/dates.ts'
import { formatMessages, formatOutcome, formatVirtualProxy, getAllSteps } from '#ui/format-run.ts'
import { t } from '#ui/i18n.ts'
import type { SectionProps } from '../options-client.ts'
import { RunAgain } from './RunAgain.tsx'
import { ShareRun } from './ShareRun.tsx'

/** Shows a run, finished or in progress, with its steps and export options. */
export function RunDetails({ client, state, id }: SectionProps & { id: string }) {
  const isWorking = state.run?.id === id && state.run.outcome === 'working'
  const openedRun = state.openedRun?.id === id ? state.openedRun : undefined
  const isMissing = openedRun === undefined && !isWorking
  useEffect(() => {
    if (isMissing) client.send({ intent: 'readRun', id })
  }, [client, id, isMissing])
  const report = openedRun?.status === 'ready' && !isWorking ? openedRun.facts : undefined
  const run = isWorking ? state.run : report?.run
  return (
    <section aria-labelledby="run">
      <a class="back" href="#runs">
        {t('options.runsAll')}
      </a>
      {run !== undefined && <RunSteps run={run} endedAt={report?.endedAt} />}
      {report !== undefined && (
        <>
          <RunAgain client={client} state={state} facts={report} />
          <ShareRun facts={report} />
        </>
      )}
      {openedRun?.status === 'missing' && !isWorking && (
        <h2 id="run" class="empty">
          {t('options.runGone')}
        </h2>
      )}
    </section>
  )
}

function RunSteps({ run, endedAt }: { run: Run; endedAt: number | undefined }) {
  const failed = run.steps.find(({ state }) => state === 'failed')
  const causes = run.causes && <Causes causes={run.causes} user={run.user} />
  const alert = run.finding && (
    <FindingAlert
      finding={run.finding}
      leftBehind={formatMessages(run.leftBehindMessages, run.leftBehind)}
      causes={causes}
    />
  )
  return (
    <>
      <h2 id="run" aria-live="polite" data-outcome={run.outcome}>
        {formatOutcome(run.outcome, <bdi>{run.user}</bdi>)}
      </h2>
      <p class="secondary" dir="auto">
        {t('common.onProxyOfSite', { proxy: formatVirtualProxy(run.prefix), site: run.site })}
        {endedAt !== undefined && ` · ${formatDateTime(endedAt)}`}
      </p>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari forgets that a list without bullets is one */}
      <ol role="list" aria-label={t('step.list')}>
        {getAllSteps(run).map(step => (
          <StepItem key={step.name} step={step}>
            {step === failed && alert}
          </StepItem>
        ))}
      </ol>
      {failed === undefined && alert}
    </>
  )
}
