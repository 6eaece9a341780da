import { failure, type HubpassError } from '#protocol/errors'
import { type Heard, unexpected } from '../qps/json.ts'
import { problemOf } from '../qps/saying.ts'

/** Why the Repository Service refused (qlik-sense-facts §1.2, §4.1 and §6). */
export function refusalOfQrs(heard: Heard): HubpassError {
  const { address, answer } = heard
  const { status, body } = answer
  if (status === 403 && /xsrf/i.test(body)) return failure('XSRF_REJECTED', { address })
  // Its own words are about the account that we name, not about the certificate.
  if (/x-qlik-user|unknown user/i.test(body))
    return unexpected({ ...heard, lostHeader: 'X-Qlik-User' }, problemOf(answer))
  if (status === 401 || status === 403) return failure('QPS_FORBIDDEN', { address, status })
  return unexpected(heard, problemOf(answer))
}
