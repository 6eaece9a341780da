import { useState } from 'preact/hooks'
import { Field } from '#ui/Field.tsx'

export interface SessionIdFieldProps {
  sessionId: string
  onText: (text: string) => void
  onNew: () => void
}

/** A session id is a key: it is masked until asked for. */
export function SessionIdField({ sessionId, onText, onNew }: SessionIdFieldProps) {
  const [isShown, setShown] = useState(false)
  return (
    <Field
      label="Session id"
      value={sessionId}
      onText={onText}
      input={{ class: isShown ? 'code' : 'code masked' }}
    >
      <span class="field-end">
        <button
          type="button"
          class="small"
          aria-label={`${isShown ? 'Hide' : 'Show'} session id`}
          onClick={() => setShown(!isShown)}
        >
          {isShown ? 'Hide' : 'Show'}
        </button>
        <button type="button" class="small" aria-label="New session id" onClick={onNew}>
          New
        </button>
      </span>
    </Field>
  )
}
