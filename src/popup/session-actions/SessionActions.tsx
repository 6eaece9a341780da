import { useRef, useState } from 'preact/hooks'
import { MoreIcon } from '#ui/components/icons.tsx'
import { t } from '#ui/i18n.ts'
import { lazy } from '#ui/lazy.tsx'
import type { ActionsMenuProps } from './ActionsMenu.tsx'

const ActionsMenu = lazy(() => import('./ActionsMenu.tsx').then(module => module.ActionsMenu))

/** Shows the button of the actions menu. */
export function SessionActions(props: Pick<ActionsMenuProps, 'model' | 'client' | 'onSignIn'>) {
  const button = useRef<HTMLButtonElement>(null)
  // Undefined until first opened. Then the menu stays mounted to show the result of its action.
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
