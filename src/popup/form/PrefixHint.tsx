import type { SiteProxies } from '#shared/virtual-proxies'
import { getPrefixHint } from './prefix-hint.ts'

export interface PrefixHintProps {
  prefix: string
  site: string
  proxies: SiteProxies | undefined
}

/** What is to be said of the prefix before the run. */
export function PrefixHint({ prefix, site, proxies }: PrefixHintProps) {
  const { text, title, isWarning } = getPrefixHint(prefix, site, proxies)
  return (
    <span data-status={proxies?.status} data-warning={isWarning} title={title}>
      {text}
    </span>
  )
}
