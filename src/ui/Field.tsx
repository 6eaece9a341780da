import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'

export interface FieldProps {
  label: string
  value: string
  onText: (text: string) => void
  input?: InputAttributes
  problem?: Problem | undefined
  /** Buttons that belong to the field; they come after it and stand beside its label. */
  children?: ComponentChildren
}

/** What is wrong with what stands in a field. Whenever it is said, the focus goes there. */
export interface Problem {
  code: string
  says: string
}

export interface InputAttributes {
  id?: string
  /** The id of the form that it belongs to when it lies outside. */
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
  problem,
  ...input
}: InputAttributes & Pick<FieldProps, 'value' | 'onText' | 'problem'>) {
  const field = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => void (problem && field.current?.focus()), [problem])
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
        {...(problem && { 'aria-invalid': true })}
        onInput={event => onText(event.currentTarget.value)}
      />
      {/* An alert of its own for each time, no description as well: with the focus, that would be read a second time. */}
      {problem && (
        <p key={problem} class="refusal" role="alert" data-code={problem.code} dir="auto">
          {problem.says}
        </p>
      )}
    </>
  )
}
