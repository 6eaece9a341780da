import { getHeader, getQueryValue, type IncomingRequest } from '../http/request.ts'
import { empty, type OutgoingResponse, text } from '../http/response.ts'
import type { ProxyContext } from '../proxy/context.ts'
import { useSession } from '../proxy/find-session.ts'
import { listAcceptedHosts } from '../proxy/hosts.ts'
import { findContext } from '../proxy/router.ts'
import { getAllSessionIds } from '../proxy/session-cookie.ts'
import { isReleaseSince } from '../site/release.ts'
import type { Session } from '../site/sessions.ts'
import type { Site } from '../site/site.ts'

/** A client that may open its WebSocket. It may still lack a session. */
export interface EngineClient {
  readonly context: ProxyContext
  readonly session: Session | undefined
}

export type HandshakeResult = { readonly client: EngineClient } | { readonly refusal: OutgoingResponse }

/**
 * Checks a WebSocket handshake below `/{vp/}app/`: virtual proxy, host, origin, session, token
 * (docs/facts/qlik-sense.md §2.3).
 */
export function checkHandshake(request: IncomingRequest, site: Site): HandshakeResult {
  const found = findContext(request, site)
  if ('refusal' in found) return found
  const { context, segments } = found
  if (segments[0]?.toLowerCase() !== 'app' || segments.length < 2) return { refusal: empty(404) }
  const session = useSession(context) ?? openToAll(context)
  const refusal = refuseOrigin(context) ?? refuseToken(context, session) ?? refuseNobody(context, session)
  return refusal ? { refusal } : { client: { context, session } }
}

/** The body of the refusal is unknown. The proxy's log has a message (docs/facts/qlik-sense.md §2.3). */
const forbid = (): OutgoingResponse => text(403, 'Forbidden')

/** Releases before protect WebSockets by the origin only (docs/facts/qlik-sense.md §2.3). */
const FIRST_RELEASE_WITH_TOKEN = 'November 2024'

/** Compares host names, since the allow list has no schemes and ports. */
function refuseOrigin({ request, site, virtualProxy }: ProxyContext): OutgoingResponse | undefined {
  if (site.defects.has('webSocketOriginUnchecked')) return undefined
  const origin = getHeader(request, 'origin')
  if (origin === undefined)
    return site.unknowns.webSocketWithoutOrigin === 'accept' || !needsToken(site) ? undefined : forbid()
  const host = URL.canParse(origin) ? new URL(origin).hostname : ''
  const isAccepted = listAcceptedHosts(site, virtualProxy).includes(host)
  return isAccepted && !site.replacedHosts.includes(host) ? undefined : forbid()
}

function refuseToken(
  { request, site, virtualProxy }: ProxyContext,
  session: Session | undefined,
): OutgoingResponse | undefined {
  if (site.defects.has('webSocketTokenUnchecked') || !needsToken(site)) return undefined
  const owner = site.defects.has('webSocketOpenToAll') ? undefined : session
  const token = getQueryValue(request, 'qlik-csrf-token')
  return site.csrfTokens.isValid(token, virtualProxy.prefix, owner) ? undefined : forbid()
}

const needsToken = ({ release }: Site): boolean => isReleaseSince(release, FIRST_RELEASE_WITH_TOKEN)

/** Refuses a client without a session where the site does not ask it to sign in. */
function refuseNobody(
  { site: { unknowns }, virtualProxy }: ProxyContext,
  session: Session | undefined,
): OutgoingResponse | undefined {
  if (session || virtualProxy.anonymousAccessMode > 0) return undefined
  if (unknowns.webSocketWithoutSession === '401') return empty(401)
  return unknowns.webSocketWithoutSession === '403' ? forbid() : undefined
}

/** Invents a session for a client that sends no cookie. */
function openToAll(context: ProxyContext): Session | undefined {
  const { site, virtualProxy } = context
  if (!site.defects.has('webSocketOpenToAll') || getAllSessionIds(context).length > 0) return undefined
  const [user] = site.users
  return {
    userDirectory: user?.userDirectory ?? '',
    userId: user?.userId ?? '',
    prefix: virtualProxy.prefix,
    sessionId: 'nobody',
    createdAt: site.clock.now(),
  }
}
