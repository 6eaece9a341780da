import { isOnVirtualProxy } from '#shared/hub-location'
import type { BrowserPorts } from '../browser/index.ts'
import type { CreatedSession } from './session-registry.ts'

/**
 * Returns the session whose cookie the tab sends, or undefined if another cookie has replaced it.
 * Reads each cookie only once.
 */
export async function findSessionOfTab(
  url: string,
  sessions: readonly CreatedSession[],
  { cookies }: { cookies: Pick<BrowserPorts['cookies'], 'getWinning'> },
): Promise<CreatedSession | undefined> {
  const candidates = sessions.filter(({ site, prefix }) => isOnVirtualProxy(url, site.hub, prefix))
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
