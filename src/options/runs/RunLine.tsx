import type { RunSummary } from '#shared/runs/run-history'
import { StepIcon } from '#ui/components/icons.tsx'
import { formatDayTime } from '#ui/dates.ts'
import { formatVirtualProxy } from '#ui/format-run.ts'
import { t, textsOf } from '#ui/i18n.ts'
import { runUrl } from '../route.ts'

/** Shows a run as one link with its outcome in a sentence. */
export function RunLine({ run }: { run: RunSummary }) {
  const { state, labelKey } = outcomes[run.outcome]
  return (
    <li data-run={run.id} data-state={state}>
      <a href={runUrl(run.id)}>
        <StepIcon state={state} />
        <strong>
          <bdi>{run.user}</bdi>
        </strong>
        <span class="secondary" dir="auto">
          {t('common.onProxyOfSite', { proxy: formatVirtualProxy(run.prefix), site: run.site })}
        </span>
        <span class="verdict" dir="auto" title={run.code}>
          {run.outcome === 'failed' && run.finding ? textsOf(run.finding).message : t(labelKey)}
        </span>
        <time dateTime={new Date(run.at).toISOString()}>{formatDayTime(run.at)}</time>
      </a>
    </li>
  )
}

export const outcomes = {
  passed: { state: 'passed', labelKey: 'options.runPassed' },
  failed: { state: 'failed', labelKey: 'options.runFailed' },
  cancelled: { state: 'not-reached', labelKey: 'options.runCancelled' },
} as const
