import type { SecureContext, TLSSocket } from 'node:tls'
import type { Endpoint } from './request.ts'

// Awaited, not imported: in the one-file bundle a static import would load TLS before the first answer.
const [{ connect }, { isIP }] = await Promise.all([import('node:tls'), import('node:net')])

/** A TLS connection on which nothing is asked. Checks are always on; as with HTTPS, a name goes along and an address does not. */
export function connectTls(
  { host, port, serverName, secureContext: defaultContext }: Endpoint,
  secureContext: SecureContext = defaultContext,
): TLSSocket {
  const servername = serverName ?? (isIP(host) === 0 ? host : undefined)
  const sniOptions = servername === undefined ? {} : { servername }
  return connect({ host, port, secureContext, rejectUnauthorized: true, ...sniOptions })
}
