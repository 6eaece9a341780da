import type { ListedProxy } from '#shared/virtual-proxies'
import { Listbox, type ListboxState } from '#ui/Listbox.tsx'
import { text } from '#ui/texts.ts'

export interface ProxyListProps {
  list: ListboxState
  proxies: readonly ListedProxy[]
}

/** The virtual proxies to choose from. Enter is the form's, so that a pointer that happens to lie there marks none. */
export const ProxyList = ({ list: { onMark: _, ...list }, proxies }: ProxyListProps) => (
  <Listbox {...list} label={text('virtualProxies')} rowHeight={30} draw={index => wordsOf(proxies[index])} />
)

const wordsOf = (proxy: ListedProxy | undefined) =>
  proxy && (
    <>
      <bdi>{proxy.prefix === '' ? text('prefixNone') : proxy.prefix}</bdi>
      <small dir="auto">{proxy.linked ? proxy.description : text('notLinked')}</small>
      <code>{proxy.cookieName}</code>
    </>
  )
