import type { Site } from '#protocol/site'
import type { ServedVirtualProxy } from '#protocol/virtual-proxy'
import { parseUrl } from '#shared/hub-location'

interface ProxyLocation {
  site: Site
  prefix: string
}

/**
 * Returns the virtual proxy whose authentication module a tab shows. Qlik Sense redirects to it whoever has no
 * session (docs/facts/qlik-sense.md §3.2). Undefined if virtual proxies share the module and the address does
 * not tell which one redirected.
 */
export function findProxyOfLoginPage(
  tabUrl: string | undefined,
  sites: readonly Site[],
  listProxies: (site: string) => readonly ServedVirtualProxy[],
): ProxyLocation | undefined {
  const origin = getOrigin(tabUrl)
  if (tabUrl === undefined || origin === undefined) return undefined
  const wanted = getRedirectedPrefix(tabUrl)
  const [found, ...others] = sites.flatMap(site =>
    listProxies(site.id)
      .filter(({ authenticationModuleUri }) => getOrigin(authenticationModuleUri) === origin)
      .filter(({ prefix }) => wanted === undefined || prefix === wanted)
      .map(({ prefix }) => ({ site, prefix })),
  )
  const isSame = ({ site, prefix }: ProxyLocation) => site.hub === found?.site.hub && prefix === found.prefix
  return others.every(isSame) ? found : undefined
}

/** Pages of browsers and files share the origin "null", as do addresses that are scripts. */
function getOrigin(text: string | undefined): string | undefined {
  const url = parseUrl(text)
  return url === undefined || url.origin === 'null' ? undefined : url.origin
}

/** The redirect names the QPS of the virtual proxy: `proxyRestUri=https://qlik:4243/qps/sales/`. */
function getRedirectedPrefix(url: string): string | undefined {
  const address = new URL(url).searchParams.get('proxyRestUri') ?? ''
  const match = /\/qps\/(?:(.+)\/)?$/.exec(address)
  return match === null ? undefined : (match[1] ?? '').toLowerCase()
}
