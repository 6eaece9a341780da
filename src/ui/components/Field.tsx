import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'

export interface FieldProps {
  label: string
  value: string
  onText: (text: string) => void
  input?: InputAttributes
  error?: InputError | undefined
  /** Buttons of the field, after it in tab order and next to its label. */
  children?: ComponentChildren
}

/** An error of a field, which gets the focus whenever a new error is set. */
export interface InputError {
  code: string
  message: string
  /** Whether another field with an error gets the focus instead. */
  isSecond?: boolean
}

export interface InputAttributes {
  id?: string
  /** Identifies the field in every language. */
  'data-field'?: string
  /** The id of the form, for a field outside it. */
  form?: string
  maxLength?: number
  class?: string
  placeholder?: string
  'aria-label'?: string
  'aria-invalid'?: boolean
  'aria-describedby'?: string
  onPaste?: (event: ClipboardEvent) => void
  /** The attributes of a combobox, from `useListbox`. */
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

/** Shows a text field with a label. */
export function Field({ label, children, input, ...text }: FieldProps) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <TextInput {...input} {...text} id={id} />
      {children}
    </div>
  )
}

/** Shows a field for names and values in any script, without spelling and completion. */
export function TextInput({
  onText,
  error,
  ...input
}: InputAttributes & Pick<FieldProps, 'value' | 'onText' | 'error'>) {
  const field = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => void (error && !error.isSecond && field.current?.focus()), [error])
  return (
    <>
      <input
        ref={field}
        type="text"
        dir="auto"
        spellcheck={false}
        autocomplete="off"
        autocapitalize="off"
        {...input}
        {...(error && { 'aria-invalid': true })}
        onInput={event => onText(event.currentTarget.value)}
      />
      {/* A new alert for each error. Not a description as well, which would be read twice. */}
      {error && (
        <p key={error} class="refusal" role="alert" data-code={error.code} dir="auto">
          {error.message}
        </p>
      )}
    </>
  )
}
