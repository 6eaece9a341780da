export const rightPort = 'Check that this is the REST API port of the Qlik Sense Proxy Service (4243)'
export const thisVerySite = 'that the client certificate was exported from the QMC of this very site'

/** When a connection was closed. */
export type ClosePhase =
  | 'beforeTls'
  | 'inHandshake'
  | 'afterHandshake'
  | 'always'
  | 'onRequest'
  | 'inAnswer'
  | 'kept'

/** How a connection was closed, and what to look at first. */
export const closePhases: Record<ClosePhase, { how: string; remedy: string }> = {
  beforeTls: {
    how: 'closed the connection before TLS began',
    remedy: `${rightPort} and that the service has started; then that the server allows TLS 1.2 or later. The client certificate was not asked for yet.`,
  },
  inHandshake: {
    how: 'closed the connection in the TLS handshake without saying why',
    remedy: `Check ${thisVerySite}; then that the port is the REST API of the Qlik Sense Proxy Service (4243).`,
  },
  afterHandshake: {
    how: 'closed the connection right after the TLS handshake without saying why',
    remedy: `Check ${thisVerySite}; then that the port is the REST API of the Qlik Sense Proxy Service (4243).`,
  },
  always: {
    how: 'closes every connection in or right after the TLS handshake, with a client certificate and without',
    remedy: `${rightPort} and that the service has started; then ${thisVerySite}.`,
  },
  onRequest: {
    how: 'accepted the connection and closed it when the request came, without an answer',
    remedy: `Try again. If it stays so, look into the log of the Qlik Sense Proxy Service; then check ${thisVerySite}: some servers ask for it that late.`,
  },
  inAnswer: {
    how: 'closed the connection in the middle of its answer',
    remedy:
      'Try again. If it stays so, look for what cuts connections in between: a firewall, a proxy, a VPN.',
  },
  kept: {
    how: 'closed a connection that it had kept open just when a request went out on it',
    remedy: 'Try again: the next request gets a new connection.',
  },
}
