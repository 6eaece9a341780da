import { useState } from 'preact/hooks'
import { Field, type Problem } from '#ui/Field.tsx'
import { text } from '#ui/texts.ts'

export interface SessionIdFieldProps {
  sessionId: string
  problem: Problem | undefined
  onText: (text: string) => void
  onNew: () => void
}

/** A session id is a key: it is masked until asked for. */
export function SessionIdField({ sessionId, problem, onText, onNew }: SessionIdFieldProps) {
  const [isShown, setShown] = useState(false)
  return (
    <Field
      label="Session id"
      value={sessionId}
      problem={problem}
      onText={onText}
      input={{ class: isShown ? 'code' : 'code masked' }}
    >
      <span class="field-end">
        <button
          type="button"
          class="small"
          aria-label={text(isShown ? 'sessionIdHide' : 'sessionIdShow')}
          onClick={() => setShown(!isShown)}
        >
          {text(isShown ? 'hide' : 'show')}
        </button>
        <button type="button" class="small" aria-label={text('sessionIdNew')} onClick={onNew}>
          {text('newOne')}
        </button>
      </span>
    </Field>
  )
}
