import { failure, HubpassError } from '#protocol/errors'
import { messageOf } from '#protocol/message-of'
import { codeOf } from '../error-codes.ts'
import { causes } from './causes.ts'
import type { Course } from './course.ts'
import type { Door } from './exchange.ts'

/**
 * Why an exchange failed below HTTP, as a finding: by Node's error code, else by what OpenSSL says, and by how far it
 * came. Measured causes: peers-and-platform-facts §3.3, qlik-sense-facts §5.4, test/companion/qps/tls-endings.test.ts.
 */
export function failureOfTransport(error: unknown, door: Door, time: Time, course: Course): HubpassError {
  if (error instanceof HubpassError) return error
  if (time.isOver) return tookTooLong(error, door, time, course)
  const trouble = {
    error,
    code: codeOf(error),
    text: messageOf(error),
    door,
    course,
    passedMs: time.passedMs,
  }
  const known = causes.find(({ fits }) => fits(trouble))
  return known === undefined ? failure('INTERNAL', { detail: trouble.text }, error) : known.make(trouble)
}

/** How long the exchange was allowed to take, and took. */
export interface Time {
  /** Our own deadline ended it. */
  isOver: boolean
  limitMs: number
  passedMs: number
}

function tookTooLong(error: unknown, { address }: Door, { limitMs }: Time, { stage }: Course): HubpassError {
  const accepted = stage === 'started' ? {} : { accepted: true as const }
  return failure('TIMEOUT', { address, afterMs: limitMs, ...accepted }, error)
}
