import { useLayoutEffect, useRef } from 'preact/hooks'
import { TextInput } from '#ui/Field.tsx'
import { Cross } from '#ui/icons.tsx'
import { text } from '#ui/texts.ts'
import type { Row } from './form.ts'
import { problemAt } from './problem-at.ts'
import type { Refusal } from './refusal.ts'

export interface AttributeRowsProps {
  rows: Row[]
  refusal?: Refusal | undefined
  onChange: (row: Row) => void
  onRemove: (key: number) => void
}

export function AttributeRows({ rows, refusal, onChange, onRemove }: AttributeRowsProps) {
  const fields = useFocusThatFollows(rows)
  return (
    <fieldset ref={fields}>
      <legend>{text('attributes')}</legend>
      {rows.map((row, index) => (
        <AttributeRow
          key={row.key}
          row={row}
          refusal={refusal}
          isOnly={rows.length === 1}
          number={index + 1}
          onChange={onChange}
          onRemove={onRemove}
        />
      ))}
    </fieldset>
  )
}

interface AttributeRowProps extends Pick<AttributeRowsProps, 'refusal' | 'onChange' | 'onRemove'> {
  row: Row
  number: number
  isOnly: boolean
}

function AttributeRow({ row, number, isOnly, refusal, onChange, onRemove }: AttributeRowProps) {
  const isBare = isOnly && row.name === '' && row.value === ''
  return (
    <div class="row pair">
      <TextInput
        aria-label="Attribute name"
        placeholder={text('attributeNameHint')}
        value={row.name}
        problem={problemAt(`Attribute name ${row.key}`, refusal)}
        onText={name => onChange({ ...row, name })}
      />
      <div class="frame boxed">
        <TextInput
          aria-label="Attribute value"
          placeholder={text('attributeValueHint')}
          value={row.value}
          problem={problemAt(`Attribute value ${row.key}`, refusal)}
          onText={value => onChange({ ...row, value })}
        />
        <button
          type="button"
          class="small"
          hidden={isBare}
          aria-label={text('attributeRemove', row.name || number)}
          onClick={() => onRemove(row.key)}
        >
          <Cross />
        </button>
      </div>
    </div>
  )
}

/** Focus follows the rows: to the new one, or to the last one that is left when one went away; not to those of somebody else. */
function useFocusThatFollows(rows: readonly Row[]) {
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
