import type { Call, Door } from '../qps/exchange.ts'

/** What curl is told besides the call: `cert`, `key` and `cacert` in curl's own words. */
export type Trust = Partial<Record<'cert' | 'key' | 'cacert', string>>

/**
 * One call as a configuration for `curl --config -`. All of it goes through standard input, because everybody on a machine can
 * read a command line, and the path of a DELETE holds the session id.
 */
export function curlConfig(door: Door, call: Call, trust: Trust): string {
  const { host, port, address, serverName } = door
  const name = serverName === undefined ? address : `${serverName}:${port}`
  const lines: [string, string?][] = [
    ...always,
    ['url', `https://${name}${call.path}`],
    ['request', call.method],
    ...Object.entries(trust).map(([option, value]): [string, string] => [option, value]),
    ...headersOf(call, address).map((header): [string, string] => ['header', header]),
  ]
  if (serverName !== undefined) lines.push(['connect-to', `${name}:${bracketed(host)}:${port}`])
  if (call.body !== undefined) lines.push(['data-raw', asAscii(call.body)])
  return lines
    .map(([option, value]) => (value === undefined ? option : `${option} = ${quoted(value)}`))
    .join('\n')
}

const always: [string, string?][] = [
  ['silent'],
  ['show-error'],
  ['include'],
  // Tells when the request goes out, and which certificate the server shows.
  ['verbose'],
  ['http1.1'],
  ['tlsv1.2'],
  ['globoff'],
  ['path-as-is'],
  ['noproxy', '*'],
  ['proto', '=https'],
  // Certificates of a Qlik site name no list of revoked ones (qlik-sense-facts §5.2); Windows would refuse them for that.
  ['ssl-no-revoke'],
]

/** curl counts the body itself, and must not wait for leave to send it. */
const headersOf = ({ headers }: Call, address: string): string[] => [
  ...Object.entries({ ...headers, Host: address })
    .filter(([name]) => name !== 'Content-Length')
    .map(([name, value]) => `${name}: ${value}`),
  'Expect:',
]

/** The same JSON without a character that depends on a code page. */
const asAscii = (json: string): string =>
  json.replace(/[^ -~]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)

const quoted = (value: string): string => `"${value.replace(/["\\]/g, '\\$&')}"`

const bracketed = (host: string): string => (host.includes(':') ? `[${host}]` : host)
