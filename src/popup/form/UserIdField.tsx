import { type FoundUsers, isSearchable } from '#shared/found-users'
import { Field, type InputAttributes, type InputError } from '#ui/components/Field.tsx'
import { useListbox } from '#ui/hooks/use-listbox.ts'
import { t } from '#ui/i18n.ts'
import { lazy } from '#ui/lazy.tsx'

/** Loaded with the first search, so that it is ready for its answer. */
export const UserList = lazy(() => import('./UserList.tsx').then(module => module.UserList))

/** Searches the users of a site. */
export interface UserSearch {
  found: FoundUsers | undefined
  /** Undefined if QRS is closed. */
  find: ((search: string) => void) | undefined
}

export interface UserIdFieldProps extends Partial<UserSearch> {
  userId: string
  error: InputError | undefined
  input: InputAttributes
  onText: (text: string) => void
}

/** Offers the users of the site that match the typed text. Accepts any text. */
export function UserIdField({ userId, found, find, error, input, onText }: UserIdFieldProps) {
  const users = found?.search === userId ? found.users : []
  const isAlreadyTyped = users.length === 1 && users[0]?.userId === userId
  const options = isAlreadyTyped ? [] : users
  const { isOpen, field, open, close, list } = useListbox({
    keys: options.map(({ userDirectory, userId }) => `${userDirectory}\\${userId}`),
    onSelect: index => onText(list.keys[index] ?? userId),
  })
  return (
    <>
      <Field
        label={t('field.userId')}
        error={error}
        value={userId}
        onText={text => {
          onText(text)
          if (!isSearchable(text)) return close()
          UserList.preload()
          find?.(text)
          open()
        }}
        input={{ ...input, ...(find && field), onBlur: close, 'data-field': 'user-id' }}
      />
      {isOpen && <UserList list={list} users={options} hidden={found?.hidden ?? 0} />}
    </>
  )
}
