import { message } from '#messages/message'
import { maxSessionIdLength } from './constants.ts'
import { failure } from './errors.ts'

/**
 * A session id that a cookie can hold (RFC 6265 §4.1.1, cookie-octet) and that is long enough to be nobody else's.
 * Throws BAD_REQUEST, which tells the length alone: a session id is a secret.
 */
export function parseSessionId(received: string): string {
  if (
    cookieValuePattern.test(received) &&
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

/** Its beginning: enough to tell sessions apart and to find one again, too little to use it. */
export const truncateSessionId = (sessionId: string): string =>
  `${sessionId.slice(0, Math.min(maxShownLength, sessionId.length / 4))}…`

/** What {@link truncateSessionId} gives, or the beginning alone copied from there. No id holds an ellipsis; full stops it may end with. */
export const isTruncated = (text: string): boolean =>
  text.endsWith('…') || (text !== '' && text.length <= maxShownLength)

const maxShownLength = 4

/** Qlik wants it "long/random so that no two sessions share it" (docs/facts/qlik-sense.md §1.4). */
const minSessionIdLength = 8

/** cookie-octet without the slash, which would end the path of the QPS address. */
const cookieValuePattern = /^[\x21\x23-\x2b\x2d\x2e\x30-\x3a\x3c-\x5b\x5d-\x7e]+$/
