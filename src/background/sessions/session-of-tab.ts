import { isOnVirtualProxy } from '#shared/hub-location'
import type { BrowserPorts } from '../browser/index.ts'
import type { CreatedSession } from './session-registry.ts'

/**
 * Returns the session whose cookie the tab sends, or undefined if another cookie has replaced it.
 * Reads each cookie only once.
 */
export async function findSessionOfTab(
  { id, url }: { id: number; url?: string | undefined },
  sessions: readonly CreatedSession[],
  { cookies }: { cookies: Pick<BrowserPorts['cookies'], 'getStoreIdOfTab' | 'getWinning'> },
): Promise<CreatedSession | undefined> {
  if (url === undefined) return undefined
  const onSameProxy = sessions.filter(({ site, prefix }) => isOnVirtualProxy(url, site.hub, prefix))
  if (onSameProxy.length === 0) return undefined
  const tabStoreId = await cookies.getStoreIdOfTab(id)
  const candidates = onSameProxy.filter(({ storeId }) => storeId === tabStoreId)
  const sessionByCookie = new Map(candidates.map(one => [`${one.storeId} ${one.cookieName}`, one]))
  const sentCookies = await Promise.all(
    [...sessionByCookie.values()].map(({ cookieName, storeId }) =>
      cookies.getWinning(cookieName, url, storeId),
    ),
  )
  return candidates.find(one =>
    sentCookies.some(cookie => cookie?.name === one.cookieName && cookie.value === one.sessionId),
  )
}
