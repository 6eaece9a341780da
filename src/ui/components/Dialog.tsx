import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

export interface DialogProps {
  role?: 'dialog' | 'alertdialog'
  class?: string
  /** What it is called, or else the id of what says it inside. */
  label?: string
  labelledBy?: string
  describedBy?: string
  onClose: () => void
  children: ComponentChildren
}

/** Over the popup, which waits until it is closed; Esc closes it and not the popup. The focus goes back to where it was. */
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
