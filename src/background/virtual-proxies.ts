import { findingFrom } from '#protocol/errors'
import type { ServedVirtualProxy } from '#protocol/virtual-proxy'
import type { ListedProxy, SiteProxies, VirtualProxies } from '#shared/virtual-proxies'
import type { CompanionLink } from './companion-link.ts'
import type { HandlersOf } from './handlers.ts'

/** The virtual proxies of the sites that pages ask for, remembered while a page is open and read again for each that asks. */
export interface KnownVirtualProxies {
  handlers: HandlersOf<'virtualProxies'>
  /** With all its settings, if its site has told them. */
  find(site: string, prefix: string): ServedVirtualProxy | undefined
  /** Asks for those of a site, unless they are known or on their way. */
  want(site: string): void
  forget(): void
}

export interface VirtualProxiesTools {
  companion: Pick<CompanionLink, 'connect'>
  publish(all: VirtualProxies): void
}

export function createVirtualProxies({ companion, publish }: VirtualProxiesTools): KnownVirtualProxies {
  let shown: VirtualProxies = {}
  const reading = new Map<string, object>()
  const served = new Map<string, ServedVirtualProxy[]>()

  const show = (site: string, proxies: SiteProxies): void => {
    shown = { ...shown, [site]: proxies }
    publish(shown)
  }
  const showServed = (site: string, proxies: ServedVirtualProxy[]): void => {
    served.set(site, proxies)
    show(site, { status: 'ready', proxies: proxies.map(listed) })
  }
  /** What is known already stays in sight meanwhile, and where nothing newer can be had. */
  async function read(site: string): Promise<void> {
    const mine = {}
    reading.set(site, mine)
    if (!served.has(site)) show(site, { status: 'loading' })
    const [answer] = await Promise.allSettled([listOf(site)])
    // Nobody waits for it any more when it has been forgotten meanwhile.
    if (reading.get(site) !== mine) return
    reading.delete(site)
    if (answer.status === 'fulfilled') showServed(site, answer.value)
    else if (!served.has(site)) show(site, { status: 'failed', finding: findingFrom(answer.reason) })
  }
  async function listOf(site: string): Promise<ServedVirtualProxy[]> {
    const { request } = await companion.connect()
    return (await request('virtualProxies', { site })).virtualProxies
  }

  return {
    // A page that asks wants them as they are now.
    handlers: { virtualProxies: ({ site }) => (reading.has(site) ? undefined : read(site)) },
    want: site => void (shown[site] ?? read(site)),
    find: (site, prefix) => served.get(site)?.find(proxy => proxy.prefix === prefix),
    forget() {
      reading.clear()
      served.clear()
      shown = {}
      publish(shown)
    },
  }
}

const listed = ({ prefix, description, cookieName, linked }: ServedVirtualProxy): ListedProxy => ({
  prefix,
  description,
  cookieName,
  linked,
})
