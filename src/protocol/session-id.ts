import { failure } from './errors.ts'
import { maxSessionIdLength } from './limits.ts'

/**
 * A session id that a cookie can hold (RFC 6265 §4.1.1, cookie-octet) and that is long enough to be nobody else's.
 * Throws BAD_REQUEST, which tells the length alone: a session id is a secret.
 */
export function expectSessionId(received: string): string {
  if (cookieValue.test(received) && received.length >= shortest && received.length <= maxSessionIdLength)
    return received
  throw failure('BAD_REQUEST', {
    field: 'Session id',
    received: `(${received.length} characters, not shown)`,
    expected: `${shortest} to ${maxSessionIdLength} printable ASCII characters without space, quote, comma, semicolon, backslash or slash`,
  })
}

/** Its beginning: enough to tell sessions apart and to find one again, too little to use it. */
export const shortened = (sessionId: string): string =>
  `${sessionId.slice(0, Math.min(shownAtMost, sessionId.length / 4))}…`

/** What {@link shortened} gives, or the beginning alone copied from there. No id holds an ellipsis; full stops it may end with. */
export const isShortened = (text: string): boolean =>
  text.endsWith('…') || (text !== '' && text.length <= shownAtMost)

const shownAtMost = 4

/** Qlik wants it "long/random so that no two sessions share it" (qlik-sense-facts §1.4). */
const shortest = 8

/** cookie-octet without the slash, which would end the path of the QPS address. */
const cookieValue = /^[\x21\x23-\x2b\x2d\x2e\x30-\x3a\x3c-\x5b\x5d-\x7e]+$/
