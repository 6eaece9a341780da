import type { ListedProxy } from '#shared/virtual-proxies'
import { Listbox, type ListboxState } from '#ui/components/Listbox.tsx'
import { t } from '#ui/i18n.ts'

export interface VirtualProxyListProps {
  list: ListboxState
  proxies: readonly ListedProxy[]
}

/**
 * Lists the virtual proxies. The pointer does not activate an option, because Enter submits the
 * form.
 */
export const VirtualProxyList = ({ list: { onActivate: _, ...list }, proxies }: VirtualProxyListProps) => (
  <Listbox
    {...list}
    label={t('popup.virtualProxies')}
    rowHeight={30}
    renderOption={index => renderProxy(proxies[index])}
  />
)

const renderProxy = (proxy: ListedProxy | undefined) =>
  proxy && (
    <>
      <bdi>{proxy.prefix === '' ? t('popup.prefixNone') : proxy.prefix}</bdi>
      <small dir="auto">{proxy.linked ? proxy.description : t('popup.proxyNotLinked')}</small>
      <code>{proxy.cookieName}</code>
    </>
  )
