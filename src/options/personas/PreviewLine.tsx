import { type ComponentChildren, Fragment } from 'preact'
import { nameOf } from '#protocol/identity'
import { text, textAround } from '#ui/texts.ts'
import type { Change } from './change.ts'
import type { Comparison } from './compare.ts'
import { fieldName, valueWords } from './field-words.ts'
import { PersonaLine } from './PersonaLine.tsx'
import type { Choice } from './taken.ts'

export interface PreviewLineProps {
  comparison: Comparison
  chosen: Choice
  onChoose: (choice: Choice) => void
}

/** One entry of the file: what it would do, and whether it shall. */
export function PreviewLine({ comparison, chosen, onChoose }: PreviewLineProps) {
  const { persona } = comparison
  return (
    <PersonaLine persona={persona}>
      <span class="meaning" data-kind={kindOf(comparison)} dir="auto">
        {meaningOf(comparison)}
      </span>
      {comparison.kind === 'conflict' ? (
        <select
          aria-label={text('importChoiceOf', persona.label)}
          value={chosen}
          onChange={event => onChoose(choiceOf(event.currentTarget.value))}
        >
          <option value="leave">{text('importLeave')}</option>
          <option value="beside">{text('importBeside')}</option>
          <option value="instead">{text('importInstead')}</option>
        </select>
      ) : (
        <input
          type="checkbox"
          aria-label={text('importTake', persona.label)}
          checked={chosen !== 'leave'}
          onChange={event => onChoose(event.currentTarget.checked ? 'take' : 'leave')}
        />
      )}
    </PersonaLine>
  )
}

/** Of a changed one that becomes another user, as of a conflict. */
const kindOf = (comparison: Comparison): Comparison['kind'] =>
  comparison.kind === 'changed' && comparison.isOtherUser ? 'conflict' : comparison.kind

const choiceOf = (value: string): Choice => (value === 'beside' || value === 'instead' ? value : 'leave')

function meaningOf(comparison: Comparison): ComponentChildren {
  switch (comparison.kind) {
    case 'new':
      return text('importNew')
    case 'changed':
      return textAround('importChanged', <Changes changes={comparison.changes} />)
    case 'same':
      return text('importSame')
    case 'conflict':
      return text('importConflict', nameOf(comparison.other))
  }
}

const Changes = ({ changes }: { changes: Change[] }) => (
  <>
    {changes.map(({ name, before, after }, index) => (
      <Fragment key={name}>
        {index > 0 && ', '}
        {fieldName(name)}: <bdi>{valueWords(name, before) || '–'}</bdi> →{' '}
        <bdi>{valueWords(name, after) || '–'}</bdi>
      </Fragment>
    ))}
  </>
)
