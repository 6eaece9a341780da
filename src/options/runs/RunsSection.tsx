import { useEffect, useState } from 'preact/hooks'
import { t } from '#ui/i18n.ts'
import type { SectionProps } from '../options-client.ts'
import { filterRuns, noFilter } from './filter-runs.ts'
import { RunFilters } from './RunFilters.tsx'
import { RunLine } from './RunLine.tsx'

/** Lists recent runs, newest first. */
export function RunsSection({ client, state }: SectionProps) {
  const history = state.runHistory
  const [filter, setFilter] = useState(noFilter)
  const isKnown = history !== undefined
  useEffect(() => {
    // A restarted worker has not published the list yet.
    if (!isKnown) client.send({ intent: 'listRuns' })
  }, [client, isKnown])
  if (history === undefined) return null
  const shown = filterRuns(history.runs, filter)
  const isFiltered = shown.length < history.runs.length
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
        <>
          <RunFilters runs={history.runs} filter={filter} onChange={setFilter} />
          <p class="secondary" role="status">
            {isFiltered && t('options.runsShown', { shown: shown.length, all: history.runs.length })}
          </p>
          <ul class="runs">
            {shown.map(run => (
              <RunLine key={run.id} run={run} />
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
