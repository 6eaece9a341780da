import type { CurrentUser } from '#shared/sessions/current-user'
import { UserName } from '#ui/components/UserName.tsx'
import { useNow } from '#ui/hooks/use-now.ts'
import { t, textsOf } from '#ui/i18n.ts'
import { formatUserNote, formatUserTitle } from './format-current-user.ts'

/** Shows who is signed in in the active tab, or the product name if that is unknown. */
export function CurrentUserHeader({ currentUser }: { currentUser: CurrentUser | undefined }) {
  const now = useNow(currentUser?.status === 'user', refreshIntervalMs)
  const title = currentUser && formatUserTitle(currentUser)
  if (currentUser === undefined || title === undefined) return <h1>Hubpass</h1>
  const note = formatUserNote(currentUser, now)
  return (
    <div class="who">
      <h1 dir="auto" aria-live="polite" title={title}>
        <UserName name={title} />
      </h1>
      <p
        dir="auto"
        title={`${note}\n${currentUser.status === 'unreachable' ? textsOf(currentUser.finding).message : t('popup.whoEstimate')}`}
      >
        {note}
      </p>
    </div>
  )
}

/** Frequent enough for a display in minutes. */
const refreshIntervalMs = 15_000
