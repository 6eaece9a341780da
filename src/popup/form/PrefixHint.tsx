import { isReservedSegment, normalizePrefix } from '#protocol/parse-prefix'
import type { ListedProxy, SiteProxies } from '#shared/virtual-proxies'
import { t, textsOf } from '#ui/i18n.ts'

export interface PrefixHintProps {
  prefix: string
  site: string
  proxies: SiteProxies | undefined
}

/** Shows a hint about the prefix before the run. */
export function PrefixHint({ prefix, site, proxies }: PrefixHintProps) {
  const { text, title, isWarning } = getPrefixHint(prefix, site, proxies)
  return (
    <span data-status={proxies?.status} data-warning={isWarning} title={title}>
      {text}
    </span>
  )
}

/** A hint about a prefix. A warning never blocks the sign-in. */
export interface Hint {
  text: string
  /** Details, shown as a tooltip. */
  title?: string
  isWarning: boolean
}

/** Returns the hint for a prefix, as far as the virtual proxies of the site are known. */
export function getPrefixHint(prefix: string, site: string, known: SiteProxies | undefined): Hint {
  if (isReservedSegment(prefix)) return createWarning(t('popup.prefixReserved', { prefix }))
  if (known?.status === 'failed')
    return {
      text: t('popup.prefixesNotListed', { site }),
      title: textsOf(known.finding).message,
      isWarning: false,
    }
  if (known?.status !== 'ready') return noHint
  const proxy = known.proxies.find(proxy => proxy.prefix === prefix)
  if (proxy === undefined) return createWarning(describeUnknownPrefix(prefix, site, known.proxies))
  return proxy.linked
    ? { text: describeProxy(proxy), isWarning: false }
    : createWarning(t('popup.prefixNotLinked'))
}

const noHint: Hint = { text: '', isWarning: false }

const createWarning = (text: string): Hint => ({ text, isWarning: true })

function describeUnknownPrefix(prefix: string, site: string, proxies: readonly ListedProxy[]): string {
  const normalizedPrefix = normalizePrefix(prefix)
  const similarProxy = proxies.find(proxy => proxy.prefix !== '' && proxy.prefix === normalizedPrefix)
  return similarProxy === undefined
    ? t('popup.prefixUnknown', { site, prefix })
    : t('popup.prefixUnknownSuggestion', { site, prefix, suggestion: similarProxy.prefix })
}

const describeProxy = ({ description, cookieName }: ListedProxy): string =>
  [description, cookieName].filter(part => part).join(' · ')
