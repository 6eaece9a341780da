import { useId } from 'preact/hooks'
import type { RunSummary } from '#shared/runs/run-history'
import { ChevronIcon } from '#ui/components/icons.tsx'
import { t } from '#ui/i18n.ts'
import { listSites, type RunFilter } from './filter-runs.ts'
import { outcomes } from './RunLine.tsx'

export interface RunFiltersProps {
  runs: readonly RunSummary[]
  filter: RunFilter
  onChange: (filter: RunFilter) => void
}

/** Filters runs by user, site and outcome. */
export function RunFilters({ runs, filter, onChange }: RunFiltersProps) {
  return (
    <search class="filters">
      <input
        type="search"
        aria-label={t('options.runsOfUser')}
        placeholder={t('options.runsOfUser')}
        dir="auto"
        spellcheck={false}
        value={filter.user}
        onInput={event => onChange({ ...filter, user: event.currentTarget.value })}
      />
      <Choice
        label={t('field.site')}
        value={filter.site}
        choices={[['', t('options.runsAllSites')], ...listSites(runs).map(site => [site, site] as const)]}
        onChange={site => onChange({ ...filter, site })}
      />
      <Choice
        label={t('options.runsOutcome')}
        value={filter.outcome}
        choices={[
          ['', t('options.runsAllOutcomes')],
          ['passed', t(outcomes.passed.labelKey)],
          ['failed', t(outcomes.failed.labelKey)],
          ['cancelled', t(outcomes.cancelled.labelKey)],
        ]}
        onChange={outcome => onChange({ ...filter, outcome })}
      />
    </search>
  )
}

interface ChoiceProps<Value extends string> {
  label: string
  value: Value
  choices: readonly (readonly [Value, string])[]
  onChange: (value: Value) => void
}

function Choice<Value extends string>({ label, value, choices, onChange }: ChoiceProps<Value>) {
  const id = useId()
  return (
    <div class="frame">
      <label class="unseen" for={id}>
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={event => {
          const choice = choices[event.currentTarget.selectedIndex]
          if (choice !== undefined) onChange(choice[0])
        }}
      >
        {choices.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
      <ChevronIcon />
    </div>
  )
}
