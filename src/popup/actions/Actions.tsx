import { useRef, useState } from 'preact/hooks'
import { Dots } from '#ui/icons.tsx'
import type { Link } from '#ui/link.ts'
import { text } from '#ui/texts.ts'
import type { Model } from '../model.ts'
import type { ActionsMenu } from './ActionsMenu.tsx'

export interface ActionsProps {
  model: Model
  link: Link
}

/** What can be done about who is signed in. All but the button is loaded when it is wanted. */
export function Actions(props: ActionsProps) {
  const button = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  const [Menu, setMenu] = useState<typeof ActionsMenu>()
  const open = (isOpen: boolean) => {
    setOpen(isOpen)
    if (isOpen) import('./ActionsMenu.tsx').then(({ ActionsMenu }) => setMenu(() => ActionsMenu))
    else button.current?.focus()
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        class="small"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-label={text('actions')}
        title={text('actions')}
        onClick={() => open(!isOpen)}
      >
        <Dots />
      </button>
      {Menu !== undefined && <Menu {...props} isOpen={isOpen} onClose={() => open(false)} />}
    </>
  )
}
