import { HubpassError } from '#protocol/errors'
import type { Finding } from '#protocol/findings/index'
import { toFinding } from '#protocol/findings/to-finding'
import type { Identity, UserName } from '#protocol/identity'
import { parseIdentity } from '#protocol/identity-rules'
import { parsePrefix } from '#protocol/parse-prefix'
import { assertCookieNameInSettings, planSessionCookie, type SessionCookie } from '#protocol/session-cookie'
import { makeSessionId } from '#protocol/session-id-form'
import { hashSessionId } from '../audit/format-entry.ts'
import { withExplainedPrefix } from '../cli/explain-prefix.ts'
import type { CommandContext } from '../commands/command-handler.ts'
import { createSession } from '../commands/create-session.ts'
import { endSession } from '../commands/end-session.ts'
import { requireSite } from '../config/configuration.ts'
import type { SiteConfiguration } from '../config/schema.ts'
import { findCookieIssues } from '../qlik/cookie-issues.ts'
import { queryCurrentUser } from '../qlik/hub/verify-session.ts'
import { sweepIfLeft } from '../xray/site/sweep-if-left.ts'
import { connectOnce } from './connect-once.ts'
import { type Lease, leaseSession, sessionLimit } from './lease.ts'
import { type PreparedSocket, prepareSocket } from './prepare-socket.ts'

export interface SessionRequest {
  site: string
  prefix: string
  identity: Identity
  waitMs: number
  signal: AbortSignal
  onWait?: ((processes: number[]) => void) | undefined
}

/** A session that a program on this machine holds until it ends it. */
export interface HeldSession {
  site: SiteConfiguration
  prefix: string
  user: UserName
  cookie: SessionCookie
  /** What `hubpass login` would warn of. */
  warnings: readonly Finding[]
  /** Asks the hub, and returns whom it reports. */
  queryUser(): Promise<UserName | undefined>
  /** Asks for the token of a WebSocket. */
  prepareSocket(): Promise<PreparedSocket>
  renew(): Promise<void>
  /** Ends the session. Does nothing if it has ended. */
  end(): Promise<void>
}

let firstSweep: Promise<void> | undefined

/**
 * Creates a session as `hubpass login` does, with a lease. The first one of a program ends the sessions
 * that killed programs have left. Throws the codes of `createSession`, and SESSIONS_IN_USE.
 */
export async function openSession(request: SessionRequest): Promise<HeldSession> {
  const { signal, waitMs, onWait } = request
  const prefix = parsePrefix(request.prefix)
  const identity = parseIdentity(request.identity)
  const site = await requireSite(request.site)
  firstSweep ??= sweepIfLeft('fixture', signal)
  await firstSweep
  const sessionId = makeSessionId(crypto, site.sessionIds)
  const { userDirectory, userId } = identity
  const lease = await leaseSession(
    { site: site.id, prefix, userDirectory, userId, sessionHash: await hashSessionId(sessionId) },
    { limit: sessionLimit, waitMs, signal, onWait },
  )
  try {
    const qps = await connectOnce(site)
    const context: CommandContext = { signal, cancel: () => false, via: 'fixture', site, qps }
    const { virtualProxy, warnings = [] } = await withExplainedPrefix(site.id, async () =>
      createSession({ site: site.id, prefix, identity, sessionId }, context),
    )
    assertCookieNameInSettings(virtualProxy.settings)
    const { cookie } = planSessionCookie({
      hub: site.hub,
      prefix,
      sessionId,
      settings: virtualProxy.settings,
    })
    const { settings } = virtualProxy
    const issues = settings === undefined ? [] : findCookieIssues({ prefix, ...settings }, site.hub)
    const user = { userDirectory, userId }
    return hold({ site, prefix, user, cookie, warnings: [...issues, ...warnings], lease })
  } catch (error) {
    await releaseUnlessRemaining(lease, error)
    throw error
  }
}

async function releaseUnlessRemaining(lease: Lease, error: unknown): Promise<void> {
  if (toFinding(error).details.sessionMayRemain === true) lease.abandon()
  else await lease.release()
}

interface Holding extends Pick<HeldSession, 'site' | 'prefix' | 'user' | 'cookie' | 'warnings'> {
  lease: Lease
}

function hold({ lease, ...session }: Holding): HeldSession {
  const { site, prefix, cookie } = session
  let ending: Promise<void> | undefined
  const end = async (): Promise<void> => {
    const { signal } = new AbortController()
    const qps = await connectOnce(site)
    const context: CommandContext = { signal, cancel: () => false, via: 'fixture', site, qps }
    await endSession({ site: site.id, prefix, sessionId: cookie.value }, context)
    await lease.release()
  }
  return {
    ...session,
    queryUser: () => queryCurrentUser({ site, prefix, cookie }, new AbortController().signal),
    prepareSocket: () => prepareSocket({ site, prefix, cookie }),
    renew: () => lease.renew(),
    end() {
      ending ??= end().catch(error => {
        // A caller can try again. Otherwise, the next program ends the session.
        ending = undefined
        throw error
      })
      return ending
    },
  }
}

/** Returns an error whose message says what to do, because tools print nothing else of it. */
export function explainError(thrown: unknown): HubpassError {
  const finding = toFinding(thrown)
  const message = `${finding.message} ${finding.remedy}`
  return new HubpassError({ ...finding, message }, { cause: thrown })
}
