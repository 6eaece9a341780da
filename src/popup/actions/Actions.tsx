import { useRef, useState } from 'preact/hooks'
import { Dots } from '#ui/icons.tsx'
import { lazy } from '#ui/lazy.tsx'
import type { Link } from '#ui/link.ts'
import { text } from '#ui/texts.ts'
import type { Model } from '../model.ts'

export interface ActionsProps {
  model: Model
  link: Link
}

const ActionsMenu = lazy(() => import('./ActionsMenu.tsx').then(module => module.ActionsMenu))

/** What can be done about who is signed in. */
export function Actions(props: ActionsProps) {
  const button = useRef<HTMLButtonElement>(null)
  // Undefined until somebody wants it; then it stays, for it tells what becomes of what was chosen.
  const [isOpen, setOpen] = useState<boolean>()
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        class="small"
        aria-haspopup="menu"
        aria-expanded={isOpen === true}
        aria-label={text('actions')}
        title={text('actions')}
        onClick={() => setOpen(isOpen !== true)}
      >
        <Dots />
      </button>
      {isOpen !== undefined && <ActionsMenu {...props} isOpen={isOpen} onClose={close} />}
    </>
  )
}
