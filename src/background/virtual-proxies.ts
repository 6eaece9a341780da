import { findingFrom } from '#protocol/errors'
import type { ServedVirtualProxy } from '#protocol/virtual-proxy'
import type { ListedProxy, SiteProxies, VirtualProxies } from '#shared/virtual-proxies'
import type { CompanionLink } from './companion-link.ts'
import type { HandlersOf } from './handlers.ts'

/** The virtual proxies of the sites that pages ask for: read once, and remembered while a page is open. */
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
  const served = new Map<string, ServedVirtualProxy[]>()

  const show = (site: string, proxies: SiteProxies): void => {
    shown = { ...shown, [site]: proxies }
    publish(shown)
  }
  async function read(site: string): Promise<void> {
    const loading: SiteProxies = { status: 'loading' }
    show(site, loading)
    const answer = await listOf(site).catch((thrown: unknown): SiteProxies => {
      return { status: 'failed', finding: findingFrom(thrown) }
    })
    // Nobody waits for it any more when it has been forgotten meanwhile.
    if (shown[site] === loading) show(site, answer)
  }
  const want = (site: string): void => {
    if (shown[site] === undefined) void read(site)
  }
  async function listOf(site: string): Promise<SiteProxies> {
    const { request } = await companion.connect()
    const { virtualProxies } = await request('virtualProxies', { site })
    served.set(site, virtualProxies)
    return { status: 'ready', proxies: virtualProxies.map(listed) }
  }

  return {
    // A page that asks again wants another try.
    handlers: { virtualProxies: ({ site }) => (shown[site]?.status === 'failed' ? read(site) : want(site)) },
    want,
    find: (site, prefix) => served.get(site)?.find(proxy => proxy.prefix === prefix),
    forget() {
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
