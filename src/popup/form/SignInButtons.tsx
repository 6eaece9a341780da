import { PrivateWindowIcon } from '#ui/components/icons.tsx'
import { t } from '#ui/i18n.ts'

export interface SignInButtonsProps {
  isRunning: boolean
  /** The popup stands in a private window, beside which there is no other. */
  isPrivate: boolean
  onCancel: () => void
}

/** While a run goes on, Sign in keeps its place and the focus but does nothing, so that a second press cannot cancel. */
export function SignInButtons({ isRunning, isPrivate, onCancel }: SignInButtonsProps) {
  return (
    <div class="buttons">
      <button type="submit" class="primary" aria-disabled={isRunning}>
        {t('button.signIn')}
      </button>
      {!isRunning && !isPrivate && (
        <button
          type="submit"
          name="beside"
          class="beside"
          aria-label={t('popup.signInPrivately')}
          title={t('popup.signInPrivatelyTitle')}
        >
          <PrivateWindowIcon />
        </button>
      )}
      {isRunning && (
        <button type="button" onClick={onCancel}>
          {t('button.cancel')}
        </button>
      )}
    </div>
  )
}

/** Opens a private window on Ctrl+Enter, as Ctrl+click opens a link elsewhere. */
export function submitPrivately(event: KeyboardEvent): void {
  const form = event.currentTarget
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || !(form instanceof HTMLFormElement)) return
  event.preventDefault()
  const privateWindowButton = form.elements.namedItem('beside')
  if (privateWindowButton instanceof HTMLButtonElement) form.requestSubmit(privateWindowButton)
}
