import type { UserName } from '#protocol/identity'
import { hasUnsafeSegment } from '#protocol/path-segments'

/** On the port of QPS, the prefix follows `/qps/` (docs/facts/qlik-sense.md §1.1). */
const basePath = (prefix: string): string => (prefix === '' ? '/qps' : `/qps/${encodeSegment(prefix)}`)

export const sessionsPath = (prefix: string): string => `${basePath(prefix)}/session`

export const sessionPath = (prefix: string, sessionId: string): string =>
  `${sessionsPath(prefix)}/${encodeSegment(sessionId)}`

export const userPath = (prefix: string, { userDirectory, userId }: UserName): string =>
  `${basePath(prefix)}/user/${encodeSegment(userDirectory)}/${encodeSegment(userId)}`

export const ticketPath = (prefix: string): string => `${basePath(prefix)}/ticket`

export const alivePath = '/qps/alive'

/**
 * Encodes one segment of a path. Throws an error without the text, which may be a session id, for
 * one that a server could read as another path. Commands refuse such text before: this is a second
 * wall.
 */
function encodeSegment(text: string): string {
  if (hasUnsafeSegment(text) || /[\\\p{Cc}\p{Cs}]/u.test(text))
    throw new Error('a segment of the path would change the path')
  return encodeURIComponent(text)
}
