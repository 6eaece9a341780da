import { planSessionCookie } from '#protocol/session-cookie'
import type { SessionCookieView, ShownCookie } from '#shared/sessions/session-cookie'
import type { CurrentUserTracker } from '../current-user/current-user.ts'
import type { SignedInTab } from '../current-user/query-hub.ts'
import type { IntentHandlersOf } from '../intent-handlers.ts'
import type { KnownVirtualProxies } from '../sites/virtual-proxies.ts'

export interface SessionCookieDeps {
  currentUser: Pick<CurrentUserTracker, 'query'>
  virtualProxies: Pick<KnownVirtualProxies, 'find'>
  publish(view: SessionCookieView): void
}

export interface SessionCookieViewer {
  handlers: IntentHandlersOf<'showSessionCookie' | 'hideSessionCookie'>
  /** Forgets the cookie, because its value is the session id. */
  hide(): void
}

/** Shows the session cookie of a tab while a page asks for it. */
export function createSessionCookieViewer({
  currentUser,
  virtualProxies,
  publish,
}: SessionCookieDeps): SessionCookieViewer {
  let latest: object | undefined
  const hide = (): void => {
    if (latest !== undefined) publish({ status: 'closed' })
    latest = undefined
  }
  return {
    hide,
    handlers: {
      async showSessionCookie({ windowId }) {
        const request = {}
        latest = request
        const tab = await currentUser.query(windowId).catch(() => undefined)
        // Hidden or asked again in the meantime.
        if (latest !== request) return
        const cookie = tab?.status === 'user' ? tab.sessionCookie?.cookie : undefined
        if (tab?.status !== 'user' || cookie === undefined) return publish({ status: 'none', windowId })
        const { site, prefix, user } = tab
        const { attributes } = tab.sessionCookie?.createdSession ?? {}
        const owner = { site: site.id, hub: site.hub, prefix, user, attributes }
        publish({ status: 'ready', windowId, cookie, owner, qmc: readQmc(tab, virtualProxies) })
      },
      hideSessionCookie: hide,
    },
  }
}

/** Returns the values that the settings of the virtual proxy determine. */
function readQmc(
  { site, prefix }: SignedInTab,
  virtualProxies: SessionCookieDeps['virtualProxies'],
): ShownCookie['qmc'] {
  const settings = virtualProxies.find(site.id, prefix)
  if (settings === undefined) return undefined
  const { cookie, sources } = planSessionCookie({ hub: site.hub, prefix, sessionId: '', settings })
  const { name, domain, secure, sameSite } = cookie
  return Object.fromEntries(
    Object.entries({ name, domain, secure, sameSite }).filter(
      ([key]) => Object.entries(sources).find(([each]) => each === key)?.[1] === 'virtual proxy',
    ),
  )
}
