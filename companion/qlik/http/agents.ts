import type { Agent } from 'node:https'
import type { Endpoint } from './request.ts'

// Awaited, not imported: in the one-file bundle a static import would load TLS before the first answer.
const https = await import('node:https')

/**
 * Shorter than any server keeps an idle connection (Node 5 seconds, HTTP.SYS two minutes), so that a question seldom meets one
 * that the server is just closing.
 */
const idleMs = 1_000

/** Enough for `hubpass check`, and no burst that a proxy would take for an attack; further questions wait their turn. */
const maxSockets = 16

const agents = new Map<string, Agent>()

/**
 * The connections made with one credential under one expected name. A credential that has changed has another fingerprint, and
 * with it connections and TLS sessions of its own: Node tells neither apart by their secure context. Idle connections keep no
 * process alive.
 */
export function agentFor({
  fingerprint,
  serverName = '',
}: Pick<Endpoint, 'fingerprint' | 'serverName'>): Agent {
  const key = JSON.stringify([fingerprint, serverName])
  const agent = agents.get(key) ?? createAgent()
  agents.set(key, agent)
  return agent
}

const createAgent = (): Agent =>
  new https.Agent({ keepAlive: true, timeout: idleMs, maxSockets, maxFreeSockets: maxSockets })
