import type { ClientRequest, IncomingMessage } from 'node:http'
import type { Agent, RequestOptions as HttpsOptions } from 'node:https'
import type { ConnectionOptions, SecureContext, TLSSocket } from 'node:tls'
import { hasErrorCode } from '../../util/node-errors.ts'
import { type ConnectionProgress, trackRequest } from './connection-progress.ts'
import type { Endpoint, HttpRequest } from './endpoint.ts'
import { notHttpFailure } from './failure-factories.ts'
import type { RequestStop } from './request-stop.ts'

// Awaited, not imported: in the built program a static import would load TLS before the first
// answer.
const [https, tls, { isIP }] = await Promise.all([
  import('node:https'),
  import('node:tls'),
  import('node:net'),
])

/** Opens a TLS connection without sending a request. Verification is always on, as for HTTPS. */
export function connectTls(
  { host, port, serverName, secureContext: defaultContext }: Endpoint,
  secureContext: SecureContext = defaultContext,
): TLSSocket {
  // SNI carries host names only, never IP addresses.
  const servername = serverName ?? (isIP(host) === 0 ? host : undefined)
  const sniOptions = servername === undefined ? {} : { servername }
  return tls.connect({ host, port, secureContext, rejectUnauthorized: true, ...sniOptions })
}

/**
 * Sends a request on a pooled connection and resolves when the response headers arrive. `stop` also ends the
 * body. The server may close an idle connection just as a request goes out on it. A GET is then sent
 * again on a new connection. A POST or DELETE is not, because the first one may have had an effect.
 */
export async function sendOnPooledConnection(
  endpoint: Endpoint,
  request: HttpRequest,
  stop: RequestStop,
  tracking: RequestTracking,
): Promise<IncomingMessage> {
  stop.throwIfStopped()
  const options = toHttpsOptions(endpoint, request)
  const send = (agent: Agent | false) =>
    waitForResponse(https.request({ ...options, agent }), endpoint, request, { ...tracking, stop })
  try {
    return await send(agentFor(endpoint, tracking.hasOwnConnections))
  } catch (error) {
    const isClosed = tracking.progress.isReused && hasErrorCode(error, 'ECONNRESET', 'EPIPE')
    if (request.method !== 'GET' || !isClosed || stop.isStopped) throw error
    return send(false)
  }
}

interface RequestTracking {
  progress: ConnectionProgress
  beforeSend?: (() => Promise<void>) | undefined
  onSent?: (() => void) | undefined
  hasOwnConnections?: boolean | undefined
}

function waitForResponse(
  request: ClientRequest,
  { address }: Endpoint,
  { body }: HttpRequest,
  { progress, beforeSend, onSent = () => {}, stop }: RequestTracking & { stop: RequestStop },
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    // Also ends the body. The option of Node for that follows the stream, which takes longer.
    stop.onStop(reason => {
      request.destroy()
      // Node does not end a request that still waits for a connection of the pool.
      reject(reason)
    })
    trackRequest(request, progress, onSent)
    // Keep the listener: errors after the response headers belong to the body stream and must be
    // handled.
    request.on('response', resolve).on('error', reject)
    // Without this listener, Node closes the connection and emits neither response nor error.
    request.on('upgrade', ({ statusCode }, socket) => {
      socket.destroy()
      reject(notHttpFailure(address, statusCode))
    })
    if (beforeSend === undefined) request.end(body)
    else void beforeSend().then(() => request.end(body))
  })
}

/**
 * Returns the options for Node. They enable certificate verification explicitly, because Node's
 * default obeys NODE_TLS_REJECT_UNAUTHORIZED.
 */
const toHttpsOptions = (endpoint: Endpoint, request: HttpRequest): HttpsOptions & ConnectionOptions => ({
  host: endpoint.host,
  port: endpoint.port,
  method: request.method,
  path: request.path,
  headers: request.headers,
  secureContext: endpoint.secureContext,
  rejectUnauthorized: true,
  ...(endpoint.serverName === undefined ? {} : { servername: endpoint.serverName }),
})

/**
 * Shorter than any server keeps an idle connection (Node 5 seconds, HTTP.SYS two minutes). Requests
 * therefore rarely meet a connection that the server is closing.
 */
const idleMs = 1_000

/** Enough for `hubpass doctor`, and not a burst that a proxy would treat as an attack. */
const maxSockets = 16

const agents = new Map<string, Agent>()

/**
 * Returns the connection pool for a credential and server name. A changed credential has a new
 * fingerprint, and thus its own connections and TLS sessions. Node does not separate them by their
 * secure context. Idle connections do not keep the process alive.
 */
function agentFor({ fingerprint, serverName = '' }: Endpoint, isSeparate = false): Agent {
  const key = `${isSeparate} ${fingerprint} ${serverName}`
  const agent = agents.get(key) ?? createAgent()
  agents.set(key, agent)
  return agent
}

const createAgent = (): Agent => {
  const agent = new https.Agent({ keepAlive: true, timeout: idleMs, maxSockets, maxFreeSockets: maxSockets })
  // Node would join all options of TLS for each request. All connections of this agent have the same ones.
  agent.getName = ({ host = '', port = '' } = {}) => `${host}:${port}`
  return agent
}
