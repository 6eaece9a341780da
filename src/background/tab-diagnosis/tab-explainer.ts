import { formatUserName } from '#protocol/identity'
import { defaultCookieName } from '#protocol/session-cookie'
import { isHttps } from '#protocol/site'
import { toOriginPattern } from '#shared/hub-location'
import type { ExplainedTab, TabExplanation } from '#shared/sessions/tab-explanation'
import { abortable } from '../async/abortable.ts'
import { withTimeout } from '../async/with-timeout.ts'
import type { CurrentUserTracker } from '../current-user/current-user.ts'
import type { TabIdentity } from '../current-user/query-hub.ts'
import type { IntentHandlersOf } from '../intent-handlers.ts'
import type { CreatedSession } from '../sessions/session-registry.ts'
import { diagnosisTimeoutMs } from '../timeouts.ts'
import { findTabCauses } from './find-tab-causes.ts'
import { collectTabFacts, type TabFactSources } from './tab-facts.ts'

export interface TabExplainerDeps extends Omit<TabFactSources, 'now'> {
  currentUser: Pick<CurrentUserTracker, 'query'>
  now(): number
  publish(explanation: TabExplanation): void
}

export interface TabExplainer {
  handlers: IntentHandlersOf<'explainTab' | 'stopExplaining'>
  /** Stops the explanation in progress. */
  stop(): void
}

/** Explains who a tab shows, without a run. A later request replaces the one in progress. */
export function createTabExplainer(deps: TabExplainerDeps): TabExplainer {
  const { publish } = deps
  let running: AbortController | undefined
  const stop = (): void => {
    if (running !== undefined) publish({ status: 'closed' })
    running?.abort()
    running = undefined
  }
  return {
    stop,
    handlers: {
      async explainTab({ windowId }) {
        running?.abort()
        running = new AbortController()
        const { signal } = running
        publish({ status: 'working', windowId })
        const explained = await explainTab(windowId, deps, signal).catch(() => undefined)
        if (!signal.aborted) publish(explained ?? { status: 'notHub', windowId })
      },
      stopExplaining: stop,
    },
  }
}

/** Asks the hub first: nothing is said about a tab that was not asked. */
async function explainTab(
  windowId: number,
  deps: TabExplainerDeps,
  signal: AbortSignal,
): Promise<ExplainedTab | undefined> {
  const tab = await abortable(deps.currentUser.query(windowId), signal)
  if (tab === undefined) return undefined
  const { site, prefix } = tab
  const explained = { status: 'ready' as const, windowId, site: site.id, prefix, causes: [] }
  // Without the permission, the browser hides the cookies.
  if (tab.status === 'noPermission' || !(await deps.browser.permissions.has(toOriginPattern(site.hub))))
    return { ...explained, who: 'noPermission' }
  const facts = await withTimeout(diagnosisTimeoutMs, signal, limited =>
    collectTabFacts(tab, { ...deps, now: deps.now() }, limited),
  )
  return {
    ...explained,
    ...describeAnswer(tab),
    causes: findTabCauses(facts),
    ...(facts.created === undefined ? {} : { lastUser: toLastUser(facts.created) }),
  }
}

const describeAnswer = (tab: TabIdentity): Pick<ExplainedTab, 'who' | 'user' | 'finding'> => ({
  who: tab.status,
  ...(tab.status === 'user' ? { user: formatUserName(tab.user) } : {}),
  ...(tab.status === 'unreachable' ? { finding: tab.finding } : {}),
})

function toLastUser(created: CreatedSession): ExplainedTab['lastUser'] {
  const { userDirectory, userId, attributes = [], persona, cookieName, site, prefix, virtualProxy } = created
  const isTyped =
    virtualProxy?.settings?.cookieName === undefined &&
    cookieName !== defaultCookieName(prefix, isHttps(site.hub))
  return { userDirectory, userId, attributes, cookieName: isTyped ? cookieName : '', persona }
}
