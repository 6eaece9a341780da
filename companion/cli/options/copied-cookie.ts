import { failure } from '#protocol/errors'
import { parsePrefix } from '#protocol/parse-prefix'
import { isCookieName } from '#protocol/session-cookie'

/** The value of a session cookie, with its name if that was copied too. */
export interface CopiedSession {
  sessionId: string
  cookieName?: string
}

/**
 * Finds the session in what people copy: its id, `name=id`, or a `Cookie` header. Of several session
 * cookies, takes the one with the expected name. A text with an equals sign may still be an id, so
 * only the expected name or one that begins as usual makes it a pair. Throws BAD_REQUEST without
 * repeating the text, which is a secret.
 */
export function findCopiedSession(text: string, expectedNames: readonly string[] = []): CopiedSession {
  const [, header] = /^(?:set-)?cookie\s*:\s*(.*)$/i.exec(text) ?? []
  const cookies = (header ?? text).split(/\s*;\s*/).flatMap(parsePair)
  const expected = cookies.filter(({ cookieName }) => expectedNames.includes(cookieName))
  const usual = cookies.filter(({ cookieName }) => usualName.test(cookieName))
  const [found, another] = expected.length > 0 ? expected : usual
  if (found !== undefined && another === undefined) return found
  const isId = header === undefined && (cookies.length === 0 || !text.includes(';'))
  if (found === undefined && isId) return { sessionId: text }
  const [only] = cookies
  if (found === undefined && only !== undefined && cookies.length === 1) return only
  throw failure('BAD_REQUEST', {
    field: 'Session id',
    received: '(not shown)',
    expected: 'the session id alone, or one session cookie as name=value',
    problem:
      found === undefined ? 'there is no session cookie in it' : 'there are several session cookies in it',
  })
}

/** `X-Qlik-Session`, `X-Qlik-Session-sales` (docs/facts/qlik-sense.md §3.5). */
const usualName = /^X-Qlik-Session(?:-(?!HTTP$)(?<prefix>.+?))?(?:-HTTP)?$/i

/** Returns the prefix in a usual cookie name: most sites name the cookie of a virtual proxy after it. */
export function guessPrefix(cookieName: string): string {
  const { prefix = '' } = usualName.exec(cookieName)?.groups ?? {}
  try {
    return parsePrefix(prefix.toLowerCase())
  } catch {
    return ''
  }
}

function parsePair(pair: string): Required<CopiedSession>[] {
  const [, cookieName = '', sessionId = ''] = /^([^=\s]+)=\s*"?([^"]*)"?$/.exec(pair) ?? []
  return isCookieName(cookieName) ? [{ cookieName, sessionId }] : []
}
