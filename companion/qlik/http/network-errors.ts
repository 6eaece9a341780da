import { failure, HubpassError } from '#protocol/errors'
import { errorMessage } from '#protocol/text'
import { errorCode } from '../../util/node-errors.ts'
import type { ConnectionProgress } from './connection-progress.ts'
import { networkErrorRules } from './network-error-rules.ts'
import type { Endpoint } from './request.ts'

/**
 * Why an exchange failed below HTTP, as a finding: by Node's error code, else by what OpenSSL says, and by how far it
 * came. Measured causes: docs/facts/browsers-and-node.md §3.3, docs/facts/qlik-sense.md §5.4, test/companion/qlik/http/tls-errors.test.ts.
 */
export function toNetworkFinding(
  error: unknown,
  endpoint: Endpoint,
  elapsed: Elapsed,
  progress: ConnectionProgress,
): HubpassError {
  if (error instanceof HubpassError) return error
  if (elapsed.isDeadlineExceeded) return toDeadlineTimeout(error, endpoint, elapsed, progress)
  const networkError = {
    error,
    code: errorCode(error),
    text: errorMessage(error),
    endpoint,
    progress,
    elapsedMs: elapsed.elapsedMs,
  }
  const rule = networkErrorRules.find(({ matches }) => matches(networkError))
  return rule === undefined
    ? failure('INTERNAL', { detail: networkError.text }, error)
    : rule.toFailure(networkError)
}

/** How long the exchange was allowed to take, and took. */
export interface Elapsed {
  /** Our own deadline ended it. */
  isDeadlineExceeded: boolean
  limitMs: number
  elapsedMs: number
}

function toDeadlineTimeout(
  error: unknown,
  { address }: Endpoint,
  { limitMs }: Elapsed,
  { stage }: ConnectionProgress,
): HubpassError {
  const accepted = stage === 'started' ? {} : { accepted: true as const }
  return failure('TIMEOUT', { address, afterMs: limitMs, ...accepted }, error)
}
