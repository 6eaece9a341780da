import { isOnVirtualProxy } from '#shared/shown-at'
import type { BrowserPorts } from './browser/index.ts'
import type { MadeSession } from './ledger.ts'

/**
 * Which of our sessions a tab shows: the one whose cookie it sends. One that another cookie has replaced shows nothing. However many
 * there were, each cookie is asked for once.
 */
export async function sessionShown(
  url: string,
  made: readonly MadeSession[],
  { cookies }: { cookies: Pick<BrowserPorts['cookies'], 'sentFirst'> },
): Promise<MadeSession | undefined> {
  const here = made.filter(({ site, prefix }) => isOnVirtualProxy(url, site.hub, prefix))
  const places = new Map(here.map(one => [`${one.storeId} ${one.cookieName}`, one]))
  const sent = await Promise.all(
    [...places.values()].map(({ cookieName, storeId }) => cookies.sentFirst(cookieName, url, storeId)),
  )
  return here.find(one =>
    sent.some(cookie => cookie?.name === one.cookieName && cookie.value === one.sessionId),
  )
}
