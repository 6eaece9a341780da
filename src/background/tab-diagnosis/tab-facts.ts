import type { Finding } from '#protocol/findings/index'
import { findingOf } from '#protocol/findings/to-finding'
import { formatUserName } from '#protocol/identity'
import { currentUserUrl, hubUrl } from '#protocol/site'
import type { BrowserPorts } from '../browser/index.ts'
import type { StoredCookie } from '../browser/stored-cookie.ts'
import type { TabIdentity } from '../current-user/query-hub.ts'
import { collectFacts } from '../diagnosis/collect-facts.ts'
import type { EngineSession, FactSources, Facts } from '../diagnosis/facts.ts'
import { createRecord, failStep, type RunRecord, startNextStep } from '../run/run-state.ts'
import type { CreatedSession, SessionRegistry } from '../sessions/session-registry.ts'
import type { KnownVirtualProxies } from '../sites/virtual-proxies.ts'

/** Everything known about a tab of a hub without a run. */
export interface TabFacts extends Facts {
  who: TabIdentity['status']
  /** The cookie of a known name in the signed-in tab, which probably has the session. */
  probableCookie: StoredCookie | undefined
  /** The last session that Hubpass created for this virtual proxy and cookie store. */
  created: CreatedSession | undefined
  /** Sessions on this virtual proxy whose cookie another cookie store still has. */
  inOtherWindows: CreatedSession[]
  /** Sessions on other virtual proxies of the hub whose cookie this cookie store still has. */
  onOtherProxies: CreatedSession[]
}

export interface TabFactSources extends Pick<FactSources, 'companion' | 'findOrigins' | 'now'> {
  browser: BrowserPorts
  registry: Pick<SessionRegistry, 'list'>
  virtualProxies: Pick<KnownVirtualProxies, 'find'>
}

/** Collects everything that can be found out about a tab before the signal is aborted. */
export async function collectTabFacts(
  tab: TabIdentity,
  sources: TabFactSources,
  signal: AbortSignal,
): Promise<TabFacts> {
  const { browser, registry } = sources
  const [storeId, all] = await Promise.all([
    browser.cookies.getStoreIdOfTab(tab.tabId),
    registry.list().catch(() => []),
  ])
  const onHub = all.filter(({ site }) => site.hub === tab.site.hub)
  const isHere = (one: CreatedSession): boolean => one.storeId === storeId
  const isOnProxy = ({ prefix }: CreatedSession): boolean => prefix === tab.prefix
  const created = onHub.find(one => isHere(one) && isOnProxy(one))
  const record = createTabRecord(tab, created, storeId, sources)
  const [facts, kept] = await Promise.all([
    collectFacts({ ...sources, record, engineSession: findEngineSession(tab) }, signal),
    listWithCookie(onHub, browser),
  ])
  return {
    ...facts,
    who: tab.status,
    probableCookie: tab.status === 'user' ? tab.sessionCookie?.cookie : undefined,
    created,
    inOtherWindows: kept.filter(one => !isHere(one) && isOnProxy(one)),
    onOtherProxies: kept.filter(one => isHere(one) && !isOnProxy(one)),
  }
}

/** Returns the session of the signed-in tab if Hubpass created it: the hub has opened a WebSocket with it. */
function findEngineSession(tab: TabIdentity): EngineSession | undefined {
  const { createdSession, cookie } = (tab.status === 'user' && tab.sessionCookie) || {}
  if (createdSession === undefined || cookie === undefined) return undefined
  const { sessionId, userDirectory, userId } = createdSession
  return { sessionId, user: { userDirectory, userId }, cookieName: cookie.name }
}

/** Returns the sessions whose cookie the browser still has. */
async function listWithCookie(
  sessions: readonly CreatedSession[],
  { cookies }: BrowserPorts,
): Promise<CreatedSession[]> {
  const found = await Promise.all(
    sessions.map(({ cookieName, site: { hub }, prefix, storeId }) =>
      // The store of a private window ends with it.
      cookies.getWinning(cookieName, currentUserUrl(hub, prefix), storeId).catch(() => undefined),
    ),
  )
  return sessions.filter(({ sessionId }, index) => found[index]?.value === sessionId)
}

/**
 * Describes the tab as a run that has just failed there, so that both have the same facts. Without a
 * session of Hubpass it is a run that has created none.
 */
function createTabRecord(
  tab: TabIdentity,
  created: CreatedSession | undefined,
  storeId: string | undefined,
  { virtualProxies }: Pick<TabFactSources, 'virtualProxies'>,
): RunRecord {
  const { site, prefix, windowId, tabId } = tab
  const { userDirectory = '', userId = '', attributes = [] } = created ?? {}
  const record = createRecord(
    {
      site: site.id,
      prefix,
      identity: { userDirectory, userId, attributes },
      sessionId: created?.sessionId ?? '',
      cookieName: created?.cookieName ?? '',
      usesTypedName: true,
      windowId,
    },
    'tab',
  )
  const known = virtualProxies.find(site.id, prefix)
  return {
    ...record,
    run: failStep(startNextStep(record.run, 0), toRunFinding(tab), 0),
    journal: { session: created === undefined ? 'none' : 'created' },
    site,
    virtualProxy: created?.virtualProxy ?? (known && { prefix, settings: known }),
    storeId,
    tabId,
  }
}

/** Returns what a run would find in the same answer of the hub. */
function toRunFinding(tab: TabIdentity): Finding {
  const hub = hubUrl(tab.site.hub, tab.prefix)
  // Leads to the sessions of this user, which tell its cookie.
  if (tab.status === 'user')
    return findingOf('WRONG_IDENTITY', { expected: '', received: formatUserName(tab.user) })
  if (tab.status !== 'unreachable') return findingOf('NOT_SIGNED_IN', { hub, cookie: '', sawInstead: '' })
  const { status } = tab.finding.details
  return typeof status === 'number' && status >= 400
    ? findingOf('HUB_ERROR_PAGE', { hub, status, title: '' })
    : tab.finding
}
