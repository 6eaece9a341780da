import type { SignedInWindow } from '#shared/sessions/signed-in-windows'
import { PrivateWindowIcon } from '#ui/components/icons.tsx'
import { UserName } from '#ui/components/UserName.tsx'
import { t } from '#ui/i18n.ts'

export interface SignedInWindowsProps {
  windows: SignedInWindow[]
  /** The window of the popup. */
  currentWindowId: number | undefined
  onShow: (windowId: number) => void
}

/** Lists the windows with the users that Hubpass has signed in there. */
export function SignedInWindows({ windows, currentWindowId, onShow }: SignedInWindowsProps) {
  return (
    <div>
      <p class="note" id="windows">
        {t('popup.windowsTitle')}
      </p>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari forgets that a list without bullets is one */}
      <ul role="list" class="windows" aria-labelledby="windows">
        {windows.map(({ id, isPrivate, user }) => (
          <li key={id}>
            <button
              type="button"
              class="window"
              aria-current={id === currentWindowId}
              title={`${user}\n${t('popup.windowShow')}`}
              onClick={() => onShow(id)}
            >
              {isPrivate && <PrivateWindowIcon />}
              <UserName name={user} />
              <span class={isPrivate ? 'note' : 'unseen'}>
                {t(isPrivate ? 'popup.windowPrivate' : 'popup.windowNormal')}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
