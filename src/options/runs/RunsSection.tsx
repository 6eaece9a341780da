import { useEffect } from 'preact/hooks'
import type { RunSummary } from '#shared/runs/run-history'
import { StepIcon } from '#ui/components/icons.tsx'
import { formatDateTime } from '#ui/dates.ts'
import { formatVirtualProxy } from '#ui/format-run.ts'
import { t } from '#ui/i18n.ts'
import type { SectionProps } from '../options-client.ts'
import { runUrl } from '../route.ts'

/** Lists recent runs, newest first. */
export function RunsSection({ client, state }: SectionProps) {
  const history = state.runHistory
  const isKnown = history !== undefined
  useEffect(() => {
    // A restarted worker has not published the list yet.
    if (!isKnown) client.send({ intent: 'listRuns' })
  }, [client, isKnown])
  if (history === undefined) return null
  return (
    <section aria-labelledby="runs">
      <div class="heading">
        <h2 id="runs">{t('options.manageRuns')}</h2>
        {history.runs.length > 0 && (
          <button type="button" onClick={() => client.send({ intent: 'clearRuns' })}>
            {t('options.runsClear')}
          </button>
        )}
      </div>
      {history.cleared > 0 && (
        <p class="notice" role="status">
          {t('options.runsCleared', { count: history.cleared })}
          <button type="button" class="small" onClick={() => client.send({ intent: 'restoreRuns' })}>
            {t('common.undo')}
          </button>
        </p>
      )}
      {history.runs.length === 0 ? (
        <p class="empty">{t('options.runsNone')}</p>
      ) : (
        <ul class="runs">
          {history.runs.map(run => (
            <RunLine key={run.id} run={run} />
          ))}
        </ul>
      )}
    </section>
  )
}

function RunLine({ run }: { run: RunSummary }) {
  const { state, labelKey } = outcomes[run.outcome]
  return (
    <li data-run={run.id} data-state={state}>
      <StepIcon state={state} />
      <a href={runUrl(run.id)}>
        <bdi>{run.user}</bdi>
      </a>
      <span class="secondary" dir="auto">
        {t('common.onProxyOfSite', { proxy: formatVirtualProxy(run.prefix), site: run.site })}
      </span>
      <span class="verdict">{run.outcome === 'failed' ? <code>{run.code}</code> : t(labelKey)}</span>
      <time dateTime={new Date(run.at).toISOString()}>{formatDateTime(run.at)}</time>
    </li>
  )
}

const outcomes = {
  passed: { state: 'passed', labelKey: 'options.runPassed' },
  failed: { state: 'failed', labelKey: 'options.runFailed' },
  cancelled: { state: 'not-reached', labelKey: 'options.runCancelled' },
} as const
