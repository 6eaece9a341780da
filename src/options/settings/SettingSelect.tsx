import { useId } from 'preact/hooks'
import { ChevronIcon } from '#ui/components/icons.tsx'

export interface SettingSelectProps<Value> {
  label: string
  hint?: string
  value: Value
  values: readonly Value[]
  format: (value: Value) => string
  onChange: (value: Value) => void
}

/** Shows the choices of one setting. */
export function SettingSelect<Value extends string | number>({
  label,
  hint,
  value,
  values,
  format,
  onChange,
}: SettingSelectProps<Value>) {
  const id = useId()
  return (
    <div class="setting">
      <label for={id}>{label}</label>
      <div class="frame">
        <select
          id={id}
          aria-describedby={hint && `${id}-hint`}
          value={value}
          onChange={event => {
            const chosen = values[event.currentTarget.selectedIndex]
            if (chosen !== undefined) onChange(chosen)
          }}
        >
          {values.map(each => (
            <option key={each} value={each}>
              {format(each)}
            </option>
          ))}
        </select>
        <ChevronIcon />
      </div>
      {hint && (
        <p id={`${id}-hint`} class="secondary">
          {hint}
        </p>
      )}
    </div>
  )
}
