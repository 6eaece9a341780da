import { toFinding } from '#protocol/findings/to-finding'
import type { ServedVirtualProxy } from '#protocol/virtual-proxy'
import type { ListedProxy, SiteProxies, VirtualProxies } from '#shared/virtual-proxies'
import type { CompanionConnection } from '../companion/connection.ts'
import type { IntentHandlersOf } from '../intent-handlers.ts'

/**
 * Caches the virtual proxies of sites while a page is open, and reads them again for each page that
 * asks.
 */
export interface KnownVirtualProxies {
  handlers: IntentHandlersOf<'virtualProxies'>
  /** Returns the virtual proxy with all settings, if they are known. */
  find(site: string, prefix: string): ServedVirtualProxy | undefined
  /** Returns the virtual proxies of a site, as far as they are known. */
  list(site: string): readonly ServedVirtualProxy[]
  /** Reads the virtual proxies of a site, unless they are known or being read. */
  ensureLoaded(site: string): void
  clear(): void
}

export interface VirtualProxiesDeps {
  companion: Pick<CompanionConnection, 'connect'>
  publish(all: VirtualProxies): void
}

export function createVirtualProxies({ companion, publish }: VirtualProxiesDeps): KnownVirtualProxies {
  let published: VirtualProxies = {}
  const pending = new Map<string, object>()
  const served = new Map<string, ServedVirtualProxy[]>()

  const publishSite = (site: string, proxies: SiteProxies): void => {
    published = { ...published, [site]: proxies }
    publish(published)
  }
  const publishServed = (site: string, proxies: ServedVirtualProxy[]): void => {
    served.set(site, proxies)
    publishSite(site, { status: 'ready', proxies: proxies.map(toListedProxy) })
  }
  /** Keeps the known virtual proxies visible while reading, and if reading fails. */
  async function read(site: string): Promise<void> {
    const token = {}
    pending.set(site, token)
    if (!served.has(site)) publishSite(site, { status: 'loading' })
    const [answer] = await Promise.allSettled([fetchServed(site)])
    // The cache was cleared in the meantime.
    if (pending.get(site) !== token) return
    pending.delete(site)
    if (answer.status === 'fulfilled') publishServed(site, answer.value)
    else if (!served.has(site)) publishSite(site, { status: 'failed', finding: toFinding(answer.reason) })
  }
  async function fetchServed(site: string): Promise<ServedVirtualProxy[]> {
    const { request } = await companion.connect()
    return (await request('virtualProxies', { site })).virtualProxies
  }

  return {
    // Reads again, because a page needs the current state.
    handlers: { virtualProxies: ({ site }) => (pending.has(site) ? undefined : read(site)) },
    ensureLoaded(site) {
      if (published[site] === undefined) read(site).catch(() => {}) // the failure is published
    },
    find: (site, prefix) => served.get(site)?.find(proxy => proxy.prefix === prefix),
    list: site => served.get(site) ?? [],
    clear() {
      pending.clear()
      served.clear()
      published = {}
      publish(published)
    },
  }
}

const toListedProxy = ({ prefix, description, cookieName, linked }: ServedVirtualProxy): ListedProxy => ({
  prefix,
  description,
  cookieName,
  linked,
})
