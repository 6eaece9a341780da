import { useLayoutEffect, useRef } from 'preact/hooks'
import type { UserName } from '#protocol/identity'
import { Field } from '#ui/components/Field.tsx'
import { t } from '#ui/i18n.ts'
import type { FieldError } from '../state/field-error.ts'
import { errorForField } from '../state/model.ts'
import { isCompleteName } from './typed-user-name.ts'
import { UserIdField, type UserSearch } from './UserIdField.tsx'

export interface NameFieldsProps {
  name: UserName
  /** Whether to focus a field on the first render. */
  takesFocus: boolean
  fieldError?: FieldError | undefined
  /** Offers users of the site. */
  userSearch?: UserSearch
  onText: (field: keyof UserName, text: string) => void
}

/** Shows directory and id. A typed or pasted backslash moves on from the first to the second. */
export function NameFields({ name, takesFocus, fieldError, userSearch, onText }: NameFieldsProps) {
  const fields = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (takesFocus) focusField(fields.current, name.userDirectory === '' ? 0 : 1)
  }, [])

  const enter = (field: keyof UserName, text: string) => {
    onText(field, text)
    if (field === 'userDirectory' && isCompleteName(text)) focusField(fields.current, 1)
  }
  const paste = (field: keyof UserName) => (event: ClipboardEvent) => {
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (!isCompleteName(text)) return
    event.preventDefault()
    enter(field, text)
  }
  return (
    <div class="pair" ref={fields}>
      <Field
        label={t('field.userDirectory')}
        error={errorForField('user-directory', fieldError)}
        value={name.userDirectory}
        onText={text => enter('userDirectory', text)}
        input={{
          'data-field': 'user-directory',
          onPaste: paste('userDirectory'),
          placeholder: t('popup.directoryPlaceholder'),
        }}
      />
      <UserIdField
        {...userSearch}
        userId={name.userId}
        error={errorForField('user-id', fieldError)}
        onText={text => enter('userId', text)}
        input={{ onPaste: paste('userId') }}
      />
    </div>
  )
}

/** Focuses a field and selects its content. */
function focusField(fields: HTMLElement | null, index: number): void {
  const input = fields?.querySelectorAll('input')[index]
  input?.focus()
  input?.select()
}
