import { useId } from 'preact/hooks'
import { t } from '../i18n.ts'
import { Dialog } from './Dialog.tsx'

export interface Confirmation {
  question: string
  /** What the action does. */
  consequence: string
  confirmLabel: string
}

export interface ConfirmDialogProps extends Confirmation {
  onConfirm: () => void
  onClose: () => void
}

/** Asks for a confirmation, with the focus on the button that changes nothing. */
export function ConfirmDialog({
  question,
  consequence,
  confirmLabel,
  onConfirm,
  onClose,
}: ConfirmDialogProps) {
  const id = useId()
  return (
    <Dialog role="alertdialog" labelledBy={`${id}-question`} describedBy={`${id}-means`} onClose={onClose}>
      <h2 id={`${id}-question`} dir="auto">
        {question}
      </h2>
      <p id={`${id}-means`}>{consequence}</p>
      <div class="buttons">
        <button type="button" onClick={onClose}>
          {t('common.confirmNo')}
        </button>
        <button
          type="button"
          class="danger"
          onClick={() => {
            onConfirm()
            onClose()
          }}
        >
          {confirmLabel}
        </button>
      </div>
    </Dialog>
  )
}
