import { message } from '#messages/message'
import { maxSessionIdLength } from './constants.ts'
import { failure } from './errors.ts'
import { hasUnsafeSegment } from './path-segments.ts'

/**
 * Parses a session id that fits into a cookie (RFC 6265 §4.1.1, cookie-octet) and is long enough to
 * be unique. Throws BAD_REQUEST with the length only, because a session id is a secret.
 */
export function parseSessionId(received: string): string {
  if (
    cookieValuePattern.test(received) &&
    !hasUnsafeSegment(received) &&
    received.length >= minSessionIdLength &&
    received.length <= maxSessionIdLength
  )
    return received
  throw failure('BAD_REQUEST', {
    field: 'Session id',
    received: message('reason.hiddenValue', { length: received.length }),
    expected: message('reason.expectedSessionId', { min: minSessionIdLength, max: maxSessionIdLength }),
  })
}

/** Returns the beginning of a session id: enough to identify it, too little to use it. */
export const truncateSessionId = (sessionId: string): string =>
  `${sessionId.slice(0, Math.min(maxShownLength, sessionId.length / 4))}…`

/**
 * Returns whether a text is the result of {@link truncateSessionId}, with or without the ellipsis.
 */
export const isTruncated = (text: string): boolean =>
  text.endsWith('…') || (text !== '' && text.length <= maxShownLength)

const maxShownLength = 4

/**
 * Qlik requires it to be "long/random so that no two sessions share it" (docs/facts/qlik-sense.md
 * §1.4).
 */
const minSessionIdLength = 8

/** cookie-octet without the slash, which would change the path of the QPS request. */
const cookieValuePattern = /^[\x21\x23-\x2b\x2d\x2e\x30-\x3a\x3c-\x5b\x5d-\x7e]+$/
