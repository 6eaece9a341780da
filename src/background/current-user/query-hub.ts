import { message } from '#messages/message'
import type { Finding } from '#protocol/findings/index'
import { findingOf, toFinding } from '#protocol/findings/to-finding'
import type { UserName } from '#protocol/identity'
import { currentUserUrl, type Site } from '#protocol/site'
import { toOriginPattern } from '#shared/hub-location'
import type { BrowserPorts } from '../browser/index.ts'
import type { FetchResult } from '../browser/tab-scripting.ts'
import { requireUser } from '../run/steps/parse-user.ts'
import type { SessionOrigin } from '../sessions/session-origins.ts'
import type { SessionRegistry } from '../sessions/session-registry.ts'
import type { KnownVirtualProxies } from '../sites/virtual-proxies.ts'
import { findSessionCookie, type SessionCookieInUse } from './find-session-cookie.ts'

/** A tab that shows a virtual proxy of a known site. */
export interface HubTab {
  tabId: number
  windowId: number
  site: Site
  prefix: string
}

export interface QueriedTab extends HubTab {
  /** Milliseconds since 1970. */
  askedAt: number
}

/** Describes who is signed in to a tab, including details that never leave the background. */
export type TabIdentity = QueriedTab &
  (
    | { status: 'nobody' | 'anonymous' | 'noPermission' }
    | Unreachable
    | {
        status: 'user'
        user: UserName
        sessionCookie: SessionCookieInUse | undefined
        /** Who created the session; undefined if that is not known. */
        origin?: SessionOrigin | undefined
        lastRequestTime: number | undefined
      }
  )

export type SignedInTab = Extract<TabIdentity, { status: 'user' }>

export interface QueryHubDeps {
  browser: Pick<BrowserPorts, 'cookies' | 'tabScripting' | 'permissions'>
  registry: Pick<SessionRegistry, 'list'>
  virtualProxies: Pick<KnownVirtualProxies, 'find'>
}

/** Queries the hub from inside the tab, with its cookies. Returns failures as results. */
export async function queryHub(tab: QueriedTab, deps: QueryHubDeps): Promise<TabIdentity> {
  const { tabScripting, permissions } = deps.browser
  const address = currentUserUrl(tab.site.hub, tab.prefix)
  const [answer, isAllowed] = await Promise.all([
    tabScripting.fetchInTab(tab.tabId, address).catch(toUnreachable),
    permissions.has(toOriginPattern(tab.site.hub)),
  ])
  if (answer === undefined)
    return isAllowed ? { ...tab, ...createErrorPageResult(address) } : { ...tab, status: 'noPermission' }
  const result = 'finding' in answer ? answer : classifyAnswer(address, answer)
  if (result.status !== 'user') return { ...tab, ...result }
  const [sessionCookie, lastRequestTime] = await Promise.all([
    isAllowed ? findSessionCookie(tab, result.user, deps) : undefined,
    tabScripting.getLastRequestTime(tab.tabId, address),
  ])
  return { ...tab, ...result, sessionCookie, lastRequestTime }
}

const createErrorPageResult = (hub: string): Unreachable => ({
  status: 'unreachable',
  finding: findingOf('HUB_UNREACHABLE', { hub, reason: message('reason.browserErrorPage') }),
})

const toUnreachable = (thrown: unknown): Unreachable => ({
  status: 'unreachable',
  finding: toFinding(thrown),
})

interface Unreachable {
  status: 'unreachable'
  finding: Finding
}

type HubAnswer = { status: 'nobody' | 'anonymous' } | Unreachable | { status: 'user'; user: UserName }

/**
 * Classifies the documented states of `/qps/user`. A user with a name but without an active session
 * is anonymous (docs/facts/qlik-sense.md §2.1).
 */
export function classifyAnswer(address: string, answer: FetchResult): HubAnswer {
  try {
    const { userDirectory, userId, session } = requireUser(address, answer)
    if (userDirectory === undefined || userId === undefined) return { status: 'nobody' }
    return session === 'inactive'
      ? { status: 'anonymous' }
      : { status: 'user', user: { userDirectory, userId } }
  } catch (thrown) {
    return toUnreachable(thrown)
  }
}
