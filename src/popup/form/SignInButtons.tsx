import { t } from '#ui/i18n.ts'

export interface SignInButtonsProps {
  isRunning: boolean
  /** Whether the popup is in a private window, where no private button is needed. */
  isPrivate: boolean
  onCancel: () => void
}

/** Keeps *Sign in* focused but inactive during a run, so that a second press cannot cancel it. */
export function SignInButtons({ isRunning, isPrivate, onCancel }: SignInButtonsProps) {
  return (
    <div class="buttons">
      <button type="submit" class="primary" aria-disabled={isRunning}>
        {t('button.signIn')}
      </button>
      {!isRunning && !isPrivate && (
        <button
          type="submit"
          name={privateWindowButtonName}
          class="private-window"
          aria-label={t('popup.signInPrivately')}
          title={t('popup.signInPrivatelyTitle')}
        >
          {t('popup.private')}
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

/** Identifies the button among the submitters of the form. */
export const privateWindowButtonName = 'private'

/** Opens a private window on Ctrl+Enter, as Ctrl+click opens a link elsewhere. */
export function submitPrivately(event: KeyboardEvent): void {
  const form = event.currentTarget
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || !(form instanceof HTMLFormElement)) return
  event.preventDefault()
  const privateWindowButton = form.elements.namedItem(privateWindowButtonName)
  if (privateWindowButton instanceof HTMLButtonElement) form.requestSubmit(privateWindowButton)
}
