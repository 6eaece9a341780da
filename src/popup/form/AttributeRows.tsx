import { useLayoutEffect, useRef } from 'preact/hooks'
import { TextInput } from '#ui/components/Field.tsx'
import { CloseIcon } from '#ui/components/icons.tsx'
import { t } from '#ui/i18n.ts'
import type { FieldError } from '../state/field-error.ts'
import type { AttributeRow } from '../state/form.ts'
import { errorForField } from '../state/model.ts'

export interface AttributeRowsProps {
  rows: AttributeRow[]
  fieldError?: FieldError | undefined
  onChange: (row: AttributeRow) => void
  onRemove: (key: number) => void
}

export function AttributeRows({ rows, fieldError, onChange, onRemove }: AttributeRowsProps) {
  const fields = useFocusOnAddedRow(rows)
  return (
    <fieldset ref={fields}>
      <legend>{t('common.attributes')}</legend>
      {rows.map((row, index) => (
        <AttributeRowFields
          key={row.key}
          row={row}
          fieldError={fieldError}
          isOnly={rows.length === 1}
          number={index + 1}
          onChange={onChange}
          onRemove={onRemove}
        />
      ))}
    </fieldset>
  )
}

interface AttributeRowFieldsProps extends Pick<AttributeRowsProps, 'fieldError' | 'onChange' | 'onRemove'> {
  row: AttributeRow
  number: number
  isOnly: boolean
}

function AttributeRowFields({
  row,
  number,
  isOnly,
  fieldError,
  onChange,
  onRemove,
}: AttributeRowFieldsProps) {
  const isBare = isOnly && row.name === '' && row.value === ''
  return (
    <div class="row pair">
      <TextInput
        aria-label={t('field.attributeName')}
        data-field="attribute-name"
        placeholder={t('popup.attributeNameHint')}
        value={row.name}
        error={errorForField(`attribute-name ${row.key}`, fieldError)}
        onText={name => onChange({ ...row, name })}
      />
      <div class="frame boxed">
        <TextInput
          aria-label={t('field.attributeValue')}
          data-field="attribute-value"
          placeholder={t('popup.attributeValueHint')}
          value={row.value}
          error={errorForField(`attribute-value ${row.key}`, fieldError)}
          onText={value => onChange({ ...row, value })}
        />
        <button
          type="button"
          class="small"
          hidden={isBare}
          aria-label={t('popup.attributeRemove', { name: row.name || number })}
          onClick={() => onRemove(row.key)}
        >
          <CloseIcon />
        </button>
      </div>
    </div>
  )
}

/** Focuses an added row, or the last row after a removal. Ignores rows of another persona. */
function useFocusOnAddedRow(rows: readonly AttributeRow[]) {
  const fields = useRef<HTMLFieldSetElement>(null)
  const last = useRef(rows)
  useLayoutEffect(() => {
    const before = last.current
    const names = fields.current?.querySelectorAll<HTMLInputElement>('.row > input')
    if (rows.length !== before.length && rows.some(row => before.includes(row)))
      names?.[rows.length - 1]?.focus()
    last.current = rows
  }, [rows])
  return fields
}
