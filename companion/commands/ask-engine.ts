import { failure } from '#protocol/errors'
import { isSameUser } from '#protocol/identity'
import { parseUser } from '#protocol/identity-rules'
import { parsePrefix } from '#protocol/parse-prefix'
import { parseCookieName } from '#protocol/session-cookie'
import { parseSessionId } from '#protocol/session-id'
import { requireSite } from '../config/configuration.ts'
import { assertUserAllowed } from '../config/user-allowlist.ts'
import { askEngine as ask } from '../qlik/engine/ask.ts'
import { hideSecret } from '../qlik/http/hide-secret.ts'
import { connectToQps } from '../qlik/qps/client.ts'
import type { CommandHandler } from './command-handler.ts'

/**
 * Returns what the engine says to a session. Throws USER_NOT_ALLOWED if the site may not impersonate
 * its user, SESSION_UNKNOWN if QPS does not hold it for that user, and HUB_UNREACHABLE.
 */
export const askEngine: CommandHandler<'askEngine'> = async (params, { signal }) => {
  const prefix = parsePrefix(params.prefix)
  const value = parseSessionId(params.sessionId)
  const name = parseCookieName(params.cookieName)
  const user = parseUser(params.user)
  const site = await requireSite(params.site)
  assertUserAllowed(user, site)
  const qps = await connectToQps(site)
  const session = await qps.getSession(prefix, value, { signal })
  if (session === undefined || !isSameUser(session, user)) throw failure('SESSION_UNKNOWN', { prefix })
  try {
    const userAgent = toUserAgent(params.userAgent)
    const answer = await ask({ site, prefix, user, cookie: { name, value }, userAgent }, signal)
    return answer.says === undefined ? answer : { ...answer, says: toEvidence(answer.says, value) }
  } catch (error) {
    throw signal.aborted ? failure('CANCELLED', {}, error) : error
  }
}

/** Leaves out what is no header. */
const toUserAgent = (text = ''): string | undefined => (/^[ -~]{1,500}$/.test(text) ? text : undefined)

/** A server decides how long its texts are. Half a session id would not be found. */
const toEvidence = (text: string, sessionId: string): string =>
  hideSecret(text, sessionId).slice(0, maxEvidenceLength)

const maxEvidenceLength = 200
