import { isOnVirtualProxy } from '#shared/shown-at'
import type { BrowserPorts } from './browser/index.ts'
import type { MadeSession } from './ledger.ts'

/** Which of our sessions a tab shows: the one whose cookie it sends. One that another cookie has replaced shows nothing. */
export async function sessionShown(
  url: string,
  made: readonly MadeSession[],
  { cookies }: { cookies: Pick<BrowserPorts['cookies'], 'sentFirst'> },
): Promise<MadeSession | undefined> {
  for (const one of made.filter(({ site, prefix }) => isOnVirtualProxy(url, site.hub, prefix))) {
    const cookie = await cookies.sentFirst(one.cookieName, url, one.storeId)
    if (cookie?.value === one.sessionId) return one
  }
  return undefined
}
