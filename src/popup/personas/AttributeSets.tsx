import { useId } from 'preact/hooks'
import { maxNameLength } from '#protocol/limits'
import { Field } from '#ui/Field.tsx'
import { Chevron, Plus } from '#ui/icons.tsx'
import { text } from '#ui/texts.ts'
import { AttributeRows } from '../AttributeRows.tsx'
import type { Refusal } from '../refusal.ts'
import { reduceRows } from '../rows.ts'
import { type Edited, setInSight, withoutSet, withSet, withSetChanged } from './edited.ts'

export interface AttributeSetsProps {
  edited: Edited
  refusal: Refusal | undefined
  onChange: (edited: Edited) => void
}

/** The attributes of the set in use; where there are several, which one that is. */
export function AttributeSets({ edited, refusal, onChange }: AttributeSetsProps) {
  const { rows, name, key } = setInSight(edited)
  const change = (happening: Parameters<typeof reduceRows>[1]) =>
    onChange(withSetChanged(edited, { rows: reduceRows(rows, happening) }))
  return (
    <>
      {edited.sets.length > 1 && (
        <div class="pair">
          <SetChoice edited={edited} onChange={onChange} />
          <Field
            label={text('personaSetName')}
            value={name}
            onText={name => onChange(withSetChanged(edited, { name }))}
            input={{ maxLength: maxNameLength }}
          />
        </div>
      )}
      <AttributeRows
        key={key}
        rows={rows}
        refusal={refusal}
        onChange={row => change({ type: 'row', row })}
        onRemove={key => change({ type: 'removeRow', key })}
      />
      <div class="tools">
        <button type="button" class="quiet" onClick={() => change({ type: 'addRow' })}>
          <Plus />
          {text('attributeAdd')}
        </button>
        {edited.sets.length > 1 && (
          <button type="button" class="quiet" onClick={() => onChange(withoutSet(edited))}>
            {text('personaRemoveSet')}
          </button>
        )}
        <button
          type="button"
          class="quiet"
          onClick={() => onChange(withSet(edited, place => text('personaSetNew', place)))}
        >
          <Plus />
          {text(edited.sets.length > 1 ? 'personaAddSet' : 'personaAddFirstSet')}
        </button>
      </div>
    </>
  )
}

function SetChoice({ edited, onChange }: Omit<AttributeSetsProps, 'refusal'>) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{text('personaSet')}</label>
      <div class="frame">
        <select
          id={id}
          value={edited.inUse}
          onChange={event => onChange({ ...edited, inUse: Number(event.currentTarget.value) })}
        >
          {edited.sets.map(({ key, name }, index) => (
            <option key={key} value={index}>
              {name || text('personaSetNew', index + 1)}
            </option>
          ))}
        </select>
        <Chevron />
      </div>
    </div>
  )
}
