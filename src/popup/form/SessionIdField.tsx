import { useState } from 'preact/hooks'
import { Field, type InputError } from '#ui/components/Field.tsx'
import { t } from '#ui/i18n.ts'

export interface SessionIdFieldProps {
  sessionId: string
  error: InputError | undefined
  onText: (text: string) => void
  onGenerate: () => void
}

/** Masks the session id, which is a secret, until the tester reveals it. */
export function SessionIdField({ sessionId, error, onText, onGenerate }: SessionIdFieldProps) {
  const [isShown, setShown] = useState(false)
  return (
    <Field
      label={t('field.sessionId')}
      value={sessionId}
      error={error}
      onText={onText}
      input={{ 'data-field': 'session-id', class: isShown ? 'code' : 'code masked' }}
    >
      <span class="field-end">
        <button
          type="button"
          class="small"
          aria-label={t(isShown ? 'popup.sessionIdHide' : 'popup.sessionIdShow')}
          onClick={() => setShown(!isShown)}
        >
          {t(isShown ? 'popup.hide' : 'popup.show')}
        </button>
        <button type="button" class="small" aria-label={t('popup.sessionIdNew')} onClick={onGenerate}>
          {t('popup.new')}
        </button>
      </span>
    </Field>
  )
}
