import type { CommandResult } from '#protocol/commands'
import { HubpassError } from '#protocol/errors'
import type { Finding } from '#protocol/findings/index'
import { toFinding } from '#protocol/findings/to-finding'
import { formatUserName, isSameUser } from '#protocol/identity'
import { truncateSessionId } from '#protocol/session-id'
import type { Intent } from '#shared/intents'
import type { SessionActionName } from '#shared/sessions/session-actions'
import type { ListedSession, SessionList, SessionQuery } from '#shared/sessions/session-list'
import type { SignedInTab, TabIdentity } from '../current-user/query-hub.ts'
import type { IntentHandlersOf } from '../intent-handlers.ts'
import type { ActionJournal, ActionResult, RunAction } from './action-runner.ts'
import { atLeastOneIfResumed, isResumed, toSignedInTab } from './interrupted-plan.ts'
import { endSession, logOut, removeCookieAndReload, type SessionOperationDeps } from './session-operations.ts'

export interface SessionListDeps extends SessionOperationDeps {
  runAction: RunAction
  publish(sessions: SessionList): void
  /** Called after each action, because listing may have started the companion. */
  onFinished(): void
}

/** A session with its id, which only the worker knows. */
interface SessionWithId {
  sessionId: string
  listed: ListedSession
}

/** Lists and ends the sessions of any user on a virtual proxy. */
export function createSessionList(deps: SessionListDeps): {
  handlers: IntentHandlersOf<'listSessions' | 'endListed' | 'endOurs' | 'logOut'>
} {
  let latest = {}
  async function list(query: SessionQuery): Promise<void> {
    const request = {}
    latest = request
    const result = await fetchSessions(query, deps).then(
      ({ sessions, hidden }): SessionList => ({
        ...query,
        status: 'ready',
        sessions: sessions.map(({ listed }) => listed),
        hidden,
      }),
      (thrown: unknown): SessionList => ({ ...query, status: 'failed', finding: toFinding(thrown) }),
    )
    if (latest === request) deps.publish(result)
  }
  const runAndRefresh = (
    intent: ListIntent,
    name: SessionActionName,
    work: (journal: ActionJournal) => Promise<ActionResult>,
  ) =>
    deps
      .runAction(name, intent, work)
      .then(() => list(toQuery(intent)))
      .finally(deps.onFinished)
  const endMatching = (
    intent: ListIntent,
    name: SessionActionName,
    matches: (one: ListedSession) => boolean,
  ) => runAndRefresh(intent, name, journal => endMatchingSessions(intent, matches, deps, journal))

  return {
    handlers: {
      listSessions(intent) {
        const query = toQuery(intent)
        deps.publish({ ...query, status: 'loading' })
        return list(query)
      },
      endListed: intent => endMatching(intent, 'endOne', one => one.key === intent.key),
      endOurs: intent =>
        endMatching(intent, 'endOurs', ({ isCreatedByHubpass }) => isCreatedByHubpass === true),
      logOut: intent => runAndRefresh(intent, 'logOut', journal => endAllSessions(intent, deps, journal)),
    },
  }
}

type ListIntent = Extract<Intent, { intent: 'listSessions' | 'endListed' | 'endOurs' | 'logOut' }>

const toQuery = ({ windowId, site, prefix, userDirectory, userId }: SessionQuery): SessionQuery => ({
  windowId,
  site,
  prefix,
  userDirectory,
  userId,
})

/** Throws the companion's findings. */
async function fetchSessions(
  query: SessionQuery,
  deps: SessionOperationDeps,
): Promise<{ sessions: SessionWithId[]; hidden: number }> {
  const { site, prefix, userDirectory, userId } = query
  const { request } = await deps.companion.connect()
  const { sessions, hidden } = await request('sessions', {
    site,
    prefix,
    user: { userDirectory, userId },
  })
  const origins = await deps.findOrigins(
    prefix,
    sessions.map(({ sessionId }) => sessionId),
  )
  const currentSessionId = keepIfSameProxy(query, deps.currentUser.getLatest(query.windowId))?.sessionCookie
    ?.cookie.value
  const listedSessions = sessions.map(async ({ sessionId }) => ({
    sessionId,
    listed: {
      key: await hashSessionId(sessionId),
      maskedId: truncateSessionId(sessionId),
      ...origins.get(sessionId),
      isCurrent: sessionId === currentSessionId,
    },
  }))
  return { sessions: await Promise.all(listedSessions), hidden }
}

/**
 * Fetches the list again, so that it also works after a restart of the worker. A session that
 * cannot be ended does not prevent the end of the others. Throws if none can be ended.
 */
async function endMatchingSessions(
  query: SessionQuery,
  matches: (one: ListedSession) => boolean,
  deps: SessionOperationDeps,
  journal: ActionJournal,
): Promise<ActionResult> {
  const { tab: currentTab, sessionIds } = await planForList(query, deps, journal, async () =>
    (await fetchSessions(query, deps)).sessions
      .filter(({ listed }) => matches(listed))
      .map(({ sessionId }) => sessionId),
  )
  const results = new Map<string, CommandResult<'endSession'> | Finding>()
  for (const sessionId of sessionIds) {
    const ending = endSession({ site: { id: query.site }, prefix: query.prefix }, sessionId, deps)
    results.set(sessionId, await ending.catch(toFinding))
  }
  const known = [...results.values()].filter(result => 'ended' in result)
  const problem = [...results.values()].find(result => 'code' in result)
  if (problem !== undefined && known.length === 0) throw new HubpassError(problem)
  const currentResult = results.get(currentTab?.sessionCookie?.cookie.value ?? '')
  const removalProblem =
    currentTab !== undefined && currentResult !== undefined && 'ended' in currentResult
      ? await removeCookieAndReload(currentTab, deps)
      : undefined
  return {
    user: formatUserName(query),
    prefix: query.prefix,
    ended: known.filter(({ ended }) => ended || isResumed(journal)).length,
    partialFailure: problem ?? removalProblem,
    // The same for each session.
    warnings: known.find(({ warnings }) => warnings !== undefined)?.warnings,
  }
}

/**
 * Returns the sessions to end and the tab that may use one: those that were recorded, if a previous
 * worker was interrupted.
 */
async function planForList(
  query: SessionQuery,
  deps: SessionOperationDeps,
  { interruptedPlan, recordPlan }: ActionJournal,
  chooseSessions: () => Promise<string[]>,
): Promise<{ tab: SignedInTab | undefined; sessionIds: string[] }> {
  if (interruptedPlan?.sessionIds !== undefined) {
    const { tab, sessionIds } = interruptedPlan
    return { tab: tab && toSignedInTab(tab), sessionIds }
  }
  const tab = await queryCurrentTab(query, deps)
  const sessionIds = await chooseSessions()
  await recordPlan({ tab, sessionIds })
  return { tab, sessionIds }
}

async function endAllSessions(
  query: SessionQuery,
  deps: SessionOperationDeps,
  journal: ActionJournal,
): Promise<ActionResult> {
  const { site, prefix, userDirectory, userId } = query
  const { tab: currentTab } = await planForList(query, deps, journal, async () => [])
  const result = await logOut({ site, prefix, user: { userDirectory, userId } }, deps)
  const ended = atLeastOneIfResumed(result.ended, journal)
  const isCurrent = currentTab !== undefined && isSameUser(currentTab.user, query)
  const partialFailure = isCurrent ? await removeCookieAndReload(currentTab, deps) : undefined
  return { user: formatUserName(query), prefix, ended, partialFailure, warnings: result.warnings }
}

/**
 * Queries the hub, because the user may have changed. Returns undefined if the window has been
 * closed.
 */
const queryCurrentTab = async (
  query: SessionQuery,
  { companion, currentUser }: SessionOperationDeps,
): Promise<SignedInTab | undefined> => {
  await companion.connect()
  return keepIfSameProxy(query, await currentUser.query(query.windowId).catch(() => undefined))
}

/** Returns the tab if it is on the virtual proxy of the query. */
const keepIfSameProxy = (
  { site, prefix }: SessionQuery,
  tab: TabIdentity | undefined,
): SignedInTab | undefined =>
  tab?.status === 'user' && tab.site.id === site && tab.prefix === prefix ? tab : undefined

async function hashSessionId(sessionId: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(sessionId))
  return [...new Uint8Array(hash).slice(0, 8)].map(byte => byte.toString(16).padStart(2, '0')).join('')
}
