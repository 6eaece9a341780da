import { isOnVirtualProxy } from '#shared/hub-location'
import type { BrowserPorts } from '../browser/index.ts'
import type { CreatedSession } from './session-registry.ts'

/**
 * Which of our sessions a tab shows: the one whose cookie it sends. One that another cookie has replaced shows nothing. However many
 * there were, each cookie is asked for once.
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
