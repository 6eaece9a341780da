/** A message of the proxy or the engine to a client: JSON-RPC without an id. */
export interface Notification {
  readonly jsonrpc: '2.0'
  readonly method: string
  readonly params: Readonly<Record<string, unknown>>
}

export const notify = (method: string, params: Notification['params']): Notification => ({
  jsonrpc: '2.0',
  method,
  params,
})

/** A message after which the proxy closes the WebSocket (docs/facts/qlik-sense.md §2.4). */
export const notifyFatal = (method: string, message: string): Notification =>
  notify(method, { severity: 'fatal', message })
