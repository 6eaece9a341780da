import { getHeader, type IncomingRequest } from '../http/request.ts'
import { type OutgoingResponse, text } from '../http/response.ts'
import type { Behaviors } from '../unverified-behaviors.ts'

/** `UserDirectory=X;UserId=Y`, with equals signs (docs/facts/qlik-sense.md §4.1). */
const WELL_FORMED = /^\s*userdirectory\s*=\s*[^;=]+;\s*userid\s*=\s*[^;=]+$/i

export const UNKNOWN_USER_MESSAGE =
  'Unknown users not allowed for repository calls, missing or malformed http header: X-Qlik-User'

/**
 * Rejects a request without a caller in `X-Qlik-User`. The message is reported, the status is not
 * (docs/facts/qlik-sense.md §4.1).
 */
export function refuseUnnamedCaller(
  request: IncomingRequest,
  { qrsUserRefusal }: Behaviors,
): OutgoingResponse | undefined {
  if (WELL_FORMED.test(getHeader(request, 'x-qlik-user') ?? '')) return undefined
  return text(Number(qrsUserRefusal), UNKNOWN_USER_MESSAGE)
}
