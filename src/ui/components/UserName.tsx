/**
 * `DIR\id` in one line. Users of one directory are told apart by their ids: where the place is short, the directory gives way. Any
 * other text is shown as it is.
 */
export function UserName({ name }: { name: string }) {
  const idAt = name.indexOf('\\') + 1
  return (
    <bdi class="user-name">
      <span>{name.slice(0, idAt)}</span>
      <bdi>{name.slice(idAt)}</bdi>
    </bdi>
  )
}
