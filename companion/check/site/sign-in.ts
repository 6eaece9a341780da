import { HubpassError } from '#protocol/errors'
import { formatUserName } from '#protocol/identity'
import {
  assertCookieNameInSettings,
  planSessionCookie,
  type SameSite,
  type SessionCookie,
} from '#protocol/session-cookie'
import { findCookieIssues } from '../../qlik/cookie-issues.ts'
import { hideSecret } from '../../qlik/http/hide-secret.ts'
import { verifySession } from '../../qlik/hub/verify-session.ts'
import type { Case } from '../cases/case.ts'
import type { CaseOutcome, ReceivedCookie } from '../expectations/outcome.ts'
import type { CreatedSession, SessionContext } from './session.ts'

/**
 * Verifies a session as `hubpass login --verify` does. The outcome has no session id, also where a server
 * repeats it. Throws what `verifySession` throws, except for an identity that the case judges.
 */
export async function signIn(
  of: Case,
  { session: { sessionId }, virtualProxy }: CreatedSession,
  { site, signal }: SessionContext,
): Promise<CaseOutcome> {
  const { prefix, user, expect } = of
  const { settings, settingsMissing } = virtualProxy
  const known = {
    ...(settings === undefined ? {} : { virtualProxy: settings }),
    ...(settingsMissing === undefined ? {} : { settingsMissing }),
  }
  try {
    assertCookieNameInSettings(settings)
    const { cookie } = planSessionCookie({ hub: site.hub, prefix, sessionId, settings })
    const [rejection] = settings === undefined ? [] : findCookieIssues({ prefix, ...settings }, site.hub)
    if (rejection !== undefined) return { ...known, finding: rejection }
    const received = await verifySession({ site, prefix, user, cookie }, signal)
    return {
      ...known,
      user: formatUserName(received),
      isHubReachable: true,
      cookie: toReceivedCookie(cookie),
    }
  } catch (error) {
    if (!(error instanceof HubpassError) || error.code === 'CANCELLED' || error.code === 'INTERNAL')
      throw error
    const hide = (text = '') => hideSecret(text, sessionId)
    const { code, message, remedy, details } = error.finding
    if (code === 'WRONG_IDENTITY' && expect.identity !== undefined)
      return { ...known, user: hide(String(details.received)), isHubReachable: true }
    return {
      ...known,
      finding: { ...error.finding, message: hide(message), remedy: hide(remedy), details: {} },
    }
  }
}

const sameSites: Record<SameSite, NonNullable<ReceivedCookie['sameSite']>> = {
  unspecified: 'no attribute',
  no_restriction: 'none',
  lax: 'lax',
  strict: 'strict',
}

const toReceivedCookie = ({
  name,
  domain,
  hostOnly,
  path,
  secure,
  httpOnly,
  sameSite,
}: SessionCookie): ReceivedCookie => ({
  ...{ name, domain: hostOnly ? '' : domain, path, secure, httpOnly },
  sameSite: sameSites[sameSite],
})
