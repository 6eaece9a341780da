import { ACCESS_MESSAGES, isBeyondLimit } from '../proxy/access-limits.ts'
import { createAnonymousIdentity } from '../proxy/anonymous.ts'
import { type ProxyContext, toProxyUrl } from '../proxy/context.ts'
import { getLogoutUri } from '../proxy/current-user.ts'
import { hasOtherUserAgent } from '../proxy/find-session.ts'
import { selectInternalModule } from '../proxy/login-redirect.ts'
import type { Identity, Session } from '../site/sessions.ts'
import { findUser, isInactive, lacksAccess } from '../site/users.ts'
import type { EngineClient } from './handshake.ts'
import { type Notification, notify, notifyFatal } from './notification.ts'

/** What a client receives at once, and what happens to its WebSocket then. */
export interface Greeting {
  readonly messages: readonly Notification[]
  /** Whether the engine answers, the WebSocket stays open only, or the proxy closes it. */
  readonly afterwards: 'answer' | 'wait' | 'close'
}

/**
 * Greets a client: who it is, then whether it is connected (docs/facts/qlik-sense.md §2.4). With
 * `isAttached` another WebSocket of the session has the same app open.
 */
export function greet({ context, session }: EngineClient, isAttached: boolean): Greeting {
  const identity = session ?? createAnonymousIdentity(context.virtualProxy)
  if (!identity) return askToSignIn(context)
  const introduction = introduce(identity, context)
  const refusal = session && refuseSession(session, context)
  if (!refusal)
    return {
      messages: [introduction, notify('OnConnected', { qSessionState: getState() })],
      afterwards: 'answer',
    }
  const isAlone = context.site.unknowns.fatalGreeting === 'alone'
  return { messages: [...(isAlone ? [] : [introduction]), refusal], afterwards: 'close' }

  function getState(): string {
    const { site } = context
    if (site.defects.has('accessPassRefused')) return 'SESSION_ERROR_NO_LICENSE'
    const isChanged = site.unknowns.changedUserAgent === 'socketError'
    if (isChanged && session && hasOtherUserAgent(session, context))
      return 'SESSION_ERROR_SECURITY_HEADER_CHANGED'
    return isAttached ? 'SESSION_ATTACHED' : 'SESSION_CREATED'
  }
}

function askToSignIn(context: ProxyContext): Greeting {
  const { site } = context
  const target = encodeURIComponent(toProxyUrl(context, 'hub/'))
  const loginUri = `${toProxyUrl(context, selectInternalModule(context))}?targetUri=${target}`
  return {
    messages: [notify('OnAuthenticationInformation', { loginUri, mustAuthenticate: true })],
    afterwards: site.unknowns.webSocketWithoutSession === 'mustAuthenticateAndClose' ? 'close' : 'wait',
  }
}

const introduce = ({ userDirectory, userId }: Identity, context: ProxyContext): Notification =>
  notify('OnAuthenticationInformation', {
    userId: context.site.defects.has('webSocketNamesOtherUser') ? `${userId}-other` : userId,
    userDirectory,
    logoutUri: getLogoutUri(context),
    mustAuthenticate: false,
  })

/** The texts of the limit and of an inactive user are those of the client: the wire's are unknown. */
function refuseSession(session: Session, context: ProxyContext): Notification | undefined {
  if (isBeyondLimit(session, context))
    return notifyFatal('OnMaxParallelSessionsExceeded', ACCESS_MESSAGES.sixthSession)
  const user = findUser(context.site, session)
  if (isInactive(user)) return notifyFatal('OnLicenseAccessDenied', ACCESS_MESSAGES.inactive)
  return lacksAccess(user)
    ? notifyFatal('OnLicenseAccessDenied', 'Access to the app is denied: No available access type')
    : undefined
}
