import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'

export interface FieldProps {
  label: string
  value: string
  onText: (text: string) => void
  input?: InputAttributes
  error?: InputError | undefined
  /** Buttons that belong to the field; they come after it and stand beside its label. */
  children?: ComponentChildren
}

/** What is wrong with what stands in a field. Whenever it is said, the focus goes there. */
export interface InputError {
  code: string
  message: string
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

/** A field for names and values that are nobody's prose, in any script. */
export function TextInput({
  onText,
  error,
  ...input
}: InputAttributes & Pick<FieldProps, 'value' | 'onText' | 'error'>) {
  const field = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => void (error && field.current?.focus()), [error])
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
      {/* An alert of its own for each time, no description as well: with the focus, that would be read a second time. */}
      {error && (
        <p key={error} class="refusal" role="alert" data-code={error.code} dir="auto">
          {error.message}
        </p>
      )}
    </>
  )
}
