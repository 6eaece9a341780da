import type { SignedInWindow } from '#shared/windows'
import { Beside } from '#ui/icons.tsx'
import { text } from '#ui/texts.ts'
import { UserName } from '#ui/UserName.tsx'

export interface WindowStripProps {
  windows: SignedInWindow[]
  /** The window that the popup stands in. */
  here: number | undefined
  onShow: (windowId: number) => void
}

/** Which window is who. */
export function WindowStrip({ windows, here, onShow }: WindowStripProps) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari forgets that a list without bullets is one
    <ul role="list" class="windows" aria-label={text('windowsWho')}>
      {windows.map(({ id, isPrivate, user }) => (
        <li key={id}>
          <button
            type="button"
            class="window"
            aria-current={id === here}
            title={`${user}\n${text('windowShow')}`}
            onClick={() => onShow(id)}
          >
            {isPrivate && <Beside />}
            <UserName name={user} />
            <span class={isPrivate ? 'note' : 'unseen'}>
              {text(isPrivate ? 'windowPrivate' : 'windowNormal')}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
