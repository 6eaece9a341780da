import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

export interface DialogProps {
  role?: 'dialog' | 'alertdialog'
  class?: string
  /** The accessible name; alternatively the id of the element that contains it. */
  label?: string
  labelledBy?: string
  describedBy?: string
  onClose: () => void
  children: ComponentChildren
}

/** Shows a modal dialog. Escape closes the dialog but not the popup, and the focus returns. */
export function Dialog({ role = 'dialog', onClose, children, ...names }: DialogProps) {
  const dialog = useModal()
  return (
    <dialog
      ref={dialog}
      role={role}
      class={names.class}
      aria-label={names.label}
      aria-labelledby={names.labelledBy}
      aria-describedby={names.describedBy}
      onKeyDown={event => {
        if (event.key !== 'Escape' || event.isComposing) return
        event.preventDefault()
        event.stopPropagation()
        onClose()
      }}
      onCancel={onClose}
    >
      {children}
    </dialog>
  )
}

function useModal() {
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const { current } = dialog
    current?.showModal()
    return () => current?.close()
  }, [])
  return dialog
}
