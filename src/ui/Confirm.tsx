import { useId } from 'preact/hooks'
import { Dialog } from './Dialog.tsx'
import { text } from './texts.ts'

export interface Confirmation {
  question: string
  /** What it comes to. */
  means: string
  yes: string
}

export interface ConfirmProps extends Confirmation {
  onYes: () => void
  onClose: () => void
}

/** Asks once more; the focus is on the button that changes nothing. */
export function Confirm({ question, means, yes, onYes, onClose }: ConfirmProps) {
  const id = useId()
  return (
    <Dialog role="alertdialog" labelledBy={`${id}-question`} describedBy={`${id}-means`} onClose={onClose}>
      <h2 id={`${id}-question`} dir="auto">
        {question}
      </h2>
      <p id={`${id}-means`}>{means}</p>
      <div class="buttons">
        <button type="button" onClick={onClose}>
          {text('confirmNo')}
        </button>
        <button
          type="button"
          class="danger"
          onClick={() => {
            onYes()
            onClose()
          }}
        >
          {yes}
        </button>
      </div>
    </Dialog>
  )
}
