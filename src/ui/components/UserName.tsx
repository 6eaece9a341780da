/**
 * Shows `DIR\id` in one line. Truncates the directory first, because users of a directory differ in
 * their ids. Shows other text unchanged.
 */
export function UserName({ name }: { name: string }) {
  const idAt = name.indexOf('\\') + 1
  const directory = name.slice(0, Math.max(0, idAt - 1))
  return (
    <bdi class="user-name">
      <span>{directory}</span>
      {idAt > 0 && '\\'}
      <bdi>{name.slice(idAt)}</bdi>
    </bdi>
  )
}
