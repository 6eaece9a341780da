import { useRef, useState } from 'preact/hooks'
import { MoreIcon } from '#ui/components/icons.tsx'
import { t } from '#ui/i18n.ts'
import { lazy } from '#ui/lazy.tsx'
import type { ActionsMenuProps } from './ActionsMenu.tsx'

const ActionsMenu = lazy(() => import('./ActionsMenu.tsx').then(module => module.ActionsMenu))

/** What can be done about who is signed in. */
export function SessionActions(props: Pick<ActionsMenuProps, 'model' | 'client'>) {
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
        aria-label={t('popup.actions')}
        title={t('popup.actions')}
        onClick={() => setOpen(isOpen !== true)}
      >
        <MoreIcon />
      </button>
      {isOpen !== undefined && <ActionsMenu {...props} isOpen={isOpen} onClose={close} />}
    </>
  )
}
