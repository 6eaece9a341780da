/**
 * Shows `DIR\id` in one line. Truncates the directory first, because users of a directory differ in
 * their ids. Shows other text unchanged.
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
