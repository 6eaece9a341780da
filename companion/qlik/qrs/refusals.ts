import { failure, type HubpassError } from '#protocol/errors'
import { describeBody } from '../http/body-excerpt.ts'
import { type ResponseContext, unexpectedResponse } from '../http/json.ts'

/** Explains why the Repository Service refused (docs/facts/qlik-sense.md §1.2, §4.1 and §6). */
export function explainQrsRefusal(context: ResponseContext): HubpassError {
  const { address, response } = context
  const { status, body } = response
  if (status === 403 && /xsrf/i.test(body)) return failure('XSRF_REJECTED', { address })
  // The text concerns the account that we name, not the certificate.
  if (/x-qlik-user|unknown user/i.test(body))
    return unexpectedResponse({ ...context, lostHeader: 'X-Qlik-User' }, describeBody(response))
  if (status === 401 || status === 403) return failure('QPS_FORBIDDEN', { address, status })
  return unexpectedResponse(context, describeBody(response))
}
