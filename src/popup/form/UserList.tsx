import type { FoundUser } from '#shared/found-users'
import { Listbox, type ListboxState } from '#ui/components/Listbox.tsx'
import { t } from '#ui/i18n.ts'

export interface UserListProps {
  list: ListboxState
  users: readonly FoundUser[]
  /** The number of further matches. */
  hidden: number
}

/** Lists users of the site. The pointer does not activate an option, because Enter submits the form. */
export const UserList = ({ list: { onActivate: _, ...list }, users, hidden }: UserListProps) => (
  <Listbox {...list} label={t('popup.users')} rowHeight={30} renderOption={index => renderUser(users[index])}>
    {hidden > 0 && <p>{t('popup.usersHidden', { count: hidden })}</p>}
  </Listbox>
)

const renderUser = (user: FoundUser | undefined) =>
  user && (
    <>
      <bdi>{user.userId}</bdi>
      <small dir="auto">{user.name !== user.userId && user.name}</small>
      {user.hasAccessPass === false && <em>{t('popup.userNoPass')}</em>}
      <code>{user.userDirectory}</code>
    </>
  )
