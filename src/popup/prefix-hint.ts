import { meantPrefix } from '#protocol/prefix-form'
import { isReserved } from '#protocol/reserved-words'
import type { ListedProxy, SiteProxies } from '#shared/virtual-proxies'
import { textsOf } from '#ui/finding-texts.ts'
import { text } from '#ui/texts.ts'

/** What the tester is told of a prefix before the run. A warning never keeps anybody from trying. */
export interface PrefixHint {
  text: string
  /** More of it, for those who want to know. */
  title?: string
  isWarning: boolean
}

/** Of a prefix on a site, as far as its virtual proxies are known. */
export function hintOf(prefix: string, site: string, known: SiteProxies | undefined): PrefixHint {
  if (isReserved(prefix)) return warning(text('prefixReserved', prefix))
  if (known?.status === 'failed')
    return { text: text('prefixesUnknown', site), title: textsOf(known.finding).message, isWarning: false }
  if (known?.status !== 'ready') return nothing
  const proxy = known.proxies.find(proxy => proxy.prefix === prefix)
  if (proxy === undefined) return warning(absence(prefix, site, known.proxies))
  return proxy.linked ? { text: wordsFor(proxy), isWarning: false } : warning(text('prefixUnlinked'))
}

const nothing: PrefixHint = { text: '', isWarning: false }

const warning = (text: string): PrefixHint => ({ text, isWarning: true })

function absence(prefix: string, site: string, proxies: readonly ListedProxy[]): string {
  const bare = meantPrefix(prefix)
  const meant = proxies.find(proxy => proxy.prefix !== '' && proxy.prefix === bare)
  return meant === undefined
    ? text('prefixAbsent', site, prefix)
    : text('prefixAbsentMeant', site, prefix, meant.prefix)
}

const wordsFor = ({ description, cookieName }: ListedProxy): string =>
  [description, cookieName].filter(part => part).join(' · ')
