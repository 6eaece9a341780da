import { truncateSessionId } from '#protocol/session-id'

let write: ((line: string) => void) | undefined

/** Shows each request to Qlik Sense from now on, without secrets. */
export function showRequests(writeLine: (line: string) => void): void {
  write = writeLine
}

/** Receives how a request ended. */
export interface RequestLog {
  answered(status: number): void
  failed(): void
}

const silent: RequestLog = { answered: () => {}, failed: () => {} }

/** Shows that a request goes out. Headers and body are not shown: they contain names and secrets. */
export function logRequest(method: string, origin: string, path: string): RequestLog {
  const show = write
  if (show === undefined) return silent
  const startedAt = Date.now()
  const text = `${method} ${origin}${hideSecrets(path)}`
  const end = (outcome: string) => show(`< ${outcome} after ${Date.now() - startedAt} ms: ${text}`)
  show(`> ${text}`)
  return { answered: status => end(String(status)), failed: () => end('no answer') }
}

/**
 * Shortens session ids in the path, and hides what the query says: it may be a ticket, an id or the
 * name of a user.
 */
const hideSecrets = (path: string): string =>
  path
    .replace(/[?&]xrfkey=\w+$/, '')
    .replace(/(\/session\/)([^/?]+)/, (_, before: string, id: string) => before + truncateSessionId(id))
    .replace(/([?&][^=&]*=)[^&]+/g, '$1…')
