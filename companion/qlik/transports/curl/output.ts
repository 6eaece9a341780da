import type { ClosePhase } from '#protocol/findings/network'
import type { HttpResponse } from '../../http/endpoint.ts'

/** Parses what `curl --include` prints. Returns undefined if it is not an HTTP response. */
export function parseCurlOutput(output: Buffer): HttpResponse | undefined {
  for (let start = 0; ; ) {
    const end = output.indexOf(endOfHeaders, start)
    const [first = '', ...lines] = output.toString('latin1', start, Math.max(start, end)).split('\r\n')
    const status = Number(/^HTTP\/[\d.]+ (\d{3})\b/.exec(first)?.[1])
    if (Number.isNaN(status)) return undefined
    start = end + endOfHeaders.length
    // A server may send any number of informational responses before the final one.
    if (status >= 200)
      return {
        status,
        headers: Object.fromEntries(lines.map(parseHeader)),
        body: output.toString('utf8', start),
      }
  }
}

const endOfHeaders = '\r\n\r\n'

function parseHeader(line: string): [string, string] {
  const [name = '', ...value] = line.split(':')
  return [name.toLowerCase(), value.join(':').trim()]
}

/**
 * Returns only curl's last error message, because its other output contains the path of the
 * request.
 */
export const findErrorMessage = (stderr: string): string =>
  /^curl: \(\d+\) (.*)$/m.exec(stderr)?.[1]?.trim() ?? ''

/** Returns whether `--verbose` output shows that the request went out on a secure connection. */
export const hasSentRequest = (stderr: string): boolean => /^> (GET|POST|DELETE) /m.test(stderr)

/**
 * Returns how far a connection got before it closed, by curl's `--verbose` output. Schannel prints
 * less of it than OpenSSL. Each run of curl opens its own connection.
 */
export const findClosePhase = (stderr: string): ClosePhase =>
  closePhases.find(([pattern]) => pattern.test(stderr))?.[1] ?? 'beforeTls'

const closePhases: [RegExp, ClosePhase][] = [
  [/^< HTTP/m, 'inAnswer'],
  [/^> (GET|POST|DELETE) |SSL connection using/m, 'afterHandshake'],
  [/handshake, Server hello/i, 'inHandshake'],
]
