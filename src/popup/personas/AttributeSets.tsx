import { useId } from 'preact/hooks'
import { maxNameLength } from '#protocol/constants'
import { Field } from '#ui/components/Field.tsx'
import { ChevronIcon, PlusIcon } from '#ui/components/icons.tsx'
import { t } from '#ui/i18n.ts'
import { AttributeRows } from '../form/AttributeRows.tsx'
import type { FieldError } from '../state/field-error.ts'
import { reduceRows } from '../state/form.ts'
import { addSet, changeVisibleSet, type PersonaDraft, removeVisibleSet, visibleSet } from './persona-draft.ts'

export interface AttributeSetsProps {
  draft: PersonaDraft
  fieldError: FieldError | undefined
  onChange: (draft: PersonaDraft) => void
}

/** Edits the attributes of one set, with a selector if there are several. */
export function AttributeSets({ draft, fieldError, onChange }: AttributeSetsProps) {
  const { rows, name, key } = visibleSet(draft)
  const change = (action: Parameters<typeof reduceRows>[1]) =>
    onChange(changeVisibleSet(draft, { rows: reduceRows(rows, action) }))
  return (
    <>
      {draft.sets.length > 1 && (
        <div class="pair">
          <AttributeSetSelect draft={draft} onChange={onChange} />
          <Field
            label={t('popup.personaSetName')}
            value={name}
            onText={name => onChange(changeVisibleSet(draft, { name }))}
            input={{ maxLength: maxNameLength }}
          />
        </div>
      )}
      <AttributeRows
        key={key}
        rows={rows}
        fieldError={fieldError}
        onChange={row => change({ type: 'row', row })}
        onRemove={key => change({ type: 'removeRow', key })}
      />
      <div class="tools">
        <button type="button" class="quiet" onClick={() => change({ type: 'addRow' })}>
          <PlusIcon />
          {t('popup.attributeAdd')}
        </button>
        {draft.sets.length > 1 && (
          <button type="button" class="quiet" onClick={() => onChange(removeVisibleSet(draft))}>
            {t('popup.personaRemoveSet')}
          </button>
        )}
        <button
          type="button"
          class="quiet"
          onClick={() => onChange(addSet(draft, number => t('popup.personaSetNew', { number })))}
        >
          <PlusIcon />
          {t(draft.sets.length > 1 ? 'popup.personaAddSet' : 'popup.personaAddFirstSet')}
        </button>
      </div>
    </>
  )
}

function AttributeSetSelect({ draft, onChange }: Omit<AttributeSetsProps, 'fieldError'>) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{t('common.personaSet')}</label>
      <div class="frame">
        <select
          id={id}
          value={draft.visibleIndex}
          onChange={event => onChange({ ...draft, visibleIndex: Number(event.currentTarget.value) })}
        >
          {draft.sets.map(({ key, name }, index) => (
            <option key={key} value={index}>
              {name || t('popup.personaSetNew', { number: index + 1 })}
            </option>
          ))}
        </select>
        <ChevronIcon />
      </div>
    </div>
  )
}
