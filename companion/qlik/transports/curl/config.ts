import { qlikTimeoutMs } from '#protocol/constants'
import type { Endpoint, HttpRequest } from '../../http/endpoint.ts'

/** The options of curl for certificates, by their names in curl. */
export type CurlCertificates = Partial<Record<'cert' | 'key' | 'cacert', string>>

/**
 * Formats a request as a configuration for `curl --config -`. All of it goes through standard
 * input: everybody on a machine can read a command line, and the path of a DELETE contains the
 * session id.
 */
export function formatCurlConfig(
  endpoint: Endpoint,
  request: HttpRequest,
  certificates: CurlCertificates,
  timeoutMs = qlikTimeoutMs,
): string {
  const { port, serverName } = endpoint
  // In ASCII, unlike the address, because curl reads its configuration in the code page.
  const host = bracketIpv6(endpoint.host)
  const name = serverName ?? host
  const lines: [string, string?][] = [
    ...commonOptions,
    ['url', `https://${name}:${port}${request.path}`],
    ['request', request.method],
    ['max-time', String(Math.ceil(timeoutMs / 1000) + spareSeconds)],
    ...Object.entries(certificates).map(([option, value]): [string, string] => [option, value]),
    ...formatHeaders(request, `${host}:${port}`).map((header): [string, string] => ['header', header]),
  ]
  if (serverName !== undefined) lines.push(['connect-to', `${name}:${port}:${host}:${port}`])
  if (request.body !== undefined) lines.push(['data-raw', escapeNonAscii(request.body)])
  return lines
    .map(([option, value]) => (value === undefined ? option : `${option} = ${quoteValue(value)}`))
    .join('\n')
}

/**
 * The companion ends curl at its own deadline. Only a curl whose companion was killed lives until
 * this later one. Windows, the only system where a site uses curl, ends it together with Node.js.
 */
const spareSeconds = 1

const commonOptions: [string, string?][] = [
  ['silent'],
  ['show-error'],
  ['include'],
  // Shows when the request goes out, and which certificate the server presents.
  ['verbose'],
  ['http1.1'],
  ['tlsv1.2'],
  ['globoff'],
  ['path-as-is'],
  ['noproxy', '*'],
  ['proto', '=https'],
  // Certificates of a Qlik site name no revocation list (docs/facts/qlik-sense.md §5.2). Windows
  // would reject them for that.
  ['ssl-no-revoke'],
]

/** Omits Content-Length, which curl adds, and Expect, so that curl sends the body at once. */
const formatHeaders = ({ headers }: HttpRequest, host: string): string[] => [
  ...Object.entries({ ...headers, Host: host })
    .filter(([name]) => name !== 'Content-Length')
    .map(([name, value]) => `${name}: ${value}`),
  'Expect:',
]

/** Escapes all characters that depend on a code page. */
const escapeNonAscii = (json: string): string =>
  json.replace(/[^ -~]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)

const quoteValue = (value: string): string => `"${value.replace(/["\\]/g, '\\$&')}"`

const bracketIpv6 = (host: string): string => (host.includes(':') ? `[${host}]` : host)
