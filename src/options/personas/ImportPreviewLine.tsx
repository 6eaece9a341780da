import { type ComponentChildren, Fragment } from 'preact'
import { formatUserName } from '#protocol/identity'
import { t, tRich } from '#ui/i18n.ts'
import type { Comparison } from './compare-personas.ts'
import type { FieldChange } from './field-change.ts'
import { formatFieldName, formatFieldValue } from './format-field.ts'
import type { ImportChoice } from './import-selection.ts'
import { PersonaLine } from './PersonaLine.tsx'

export interface ImportPreviewLineProps {
  comparison: Comparison
  chosen: ImportChoice
  onChoose: (choice: ImportChoice) => void
}

/** Shows the effect of one entry and lets the tester choose what to do with it. */
export function ImportPreviewLine({ comparison, chosen, onChoose }: ImportPreviewLineProps) {
  const { persona } = comparison
  return (
    <PersonaLine persona={persona}>
      <span class="meaning" data-kind={displayedKind(comparison)} dir="auto">
        {describeComparison(comparison)}
      </span>
      {comparison.kind === 'conflict' ? (
        <select
          aria-label={t('options.importChoiceOf', { persona: persona.label })}
          value={chosen}
          onChange={event => onChoose(parseChoice(event.currentTarget.value))}
        >
          <option value="skip">{t('options.importKeepMine')}</option>
          <option value="keepBoth">{t('options.importKeepBoth')}</option>
          <option value="replace">{t('options.importReplace')}</option>
        </select>
      ) : (
        <input
          type="checkbox"
          aria-label={t('options.importOne', { persona: persona.label })}
          checked={chosen !== 'skip'}
          onChange={event => onChoose(event.currentTarget.checked ? 'import' : 'skip')}
        />
      )}
    </PersonaLine>
  )
}

/** Marks a change of the user like a conflict. */
const displayedKind = (comparison: Comparison): Comparison['kind'] =>
  comparison.kind === 'changed' && comparison.isOtherUser ? 'conflict' : comparison.kind

const parseChoice = (value: string): ImportChoice =>
  value === 'keepBoth' || value === 'replace' ? value : 'skip'

function describeComparison(comparison: Comparison): ComponentChildren {
  switch (comparison.kind) {
    case 'new':
      return t('options.importNew')
    case 'changed':
      return tRich('options.importChanged', { changes: <FieldChanges changes={comparison.changes} /> })
    case 'same':
      return t('options.importSame')
    case 'conflict':
      return t('options.importConflict', { user: formatUserName(comparison.other) })
  }
}

const FieldChanges = ({ changes }: { changes: FieldChange[] }) => (
  <>
    {changes.map(({ name, before, after }, index) => (
      <Fragment key={name}>
        {index > 0 && ', '}
        {formatFieldName(name)}: <bdi>{formatFieldValue(name, before) || '–'}</bdi> →{' '}
        <bdi>{formatFieldValue(name, after) || '–'}</bdi>
      </Fragment>
    ))}
  </>
)
