import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

export interface FieldProps {
  label: string
  value: string
  onText: (text: string) => void
  input?: InputAttributes
  /** Buttons that belong to the field; they come after it and stand beside its label. */
  children?: ComponentChildren
}

export interface InputAttributes {
  id?: string
  /** The id of the form that it belongs to when it lies outside. */
  form?: string
  required?: boolean
  maxLength?: number
  class?: string
  placeholder?: string
  'aria-label'?: string
  'aria-invalid'?: boolean
  'aria-describedby'?: string
  onPaste?: (event: ClipboardEvent) => void
  /** A combobox's are those of `useListbox`. */
  role?: 'combobox'
  'aria-autocomplete'?: 'list'
  'aria-expanded'?: boolean
  'aria-controls'?: string
  'aria-activedescendant'?: string | undefined
  onKeyDown?: (event: KeyboardEvent) => void
  onBlur?: () => void
  onFocus?: () => void
  onClick?: () => void
}

/** A text field under its label. */
export function Field({ label, value, onText, children, input }: FieldProps) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <TextInput {...input} id={id} value={value} onText={onText} />
      {children}
    </div>
  )
}

/** A field for names and values that are nobody's prose, in any script. */
export function TextInput({ onText, ...input }: InputAttributes & Pick<FieldProps, 'value' | 'onText'>) {
  return (
    <input
      type="text"
      dir="auto"
      spellcheck={false}
      autocomplete="off"
      autocapitalize="off"
      {...input}
      onInput={event => onText(event.currentTarget.value)}
    />
  )
}
