import type { ListedProxy } from '#shared/virtual-proxies'
import { Listbox, type ListboxProps } from '#ui/Listbox.tsx'
import { text } from '#ui/texts.ts'

export interface ProxyListProps extends Pick<ListboxProps, 'id' | 'marked' | 'onTake'> {
  proxies: readonly ListedProxy[]
}

/** The virtual proxies to choose from. */
export const ProxyList = ({ proxies, ...list }: ProxyListProps) => (
  <Listbox {...list} label={text('virtualProxies')} options={proxies.map(optionOf)} />
)

const optionOf = ({ prefix, description, cookieName, linked }: ListedProxy) => ({
  key: prefix,
  shown: (
    <>
      <bdi>{prefix === '' ? text('prefixNone') : prefix}</bdi>
      <small dir="auto">{linked ? description : text('notLinked')}</small>
      <code>{cookieName}</code>
    </>
  ),
})
