import type { EngineAnswer } from '#protocol/engine-answer'
import { withPrefix } from '#protocol/site'
import { toEngineUrl } from './conversation.ts'
import { explainForbidden } from './explain-forbidden.ts'
import { fetchToken } from './fetch-token.ts'
import type { EngineQuestion } from './question.ts'
import { readAnswer } from './read-answer.ts'

/** Short enough for a diagnosis, which waits two seconds for all facts. */
const conversationMs = 1_500

/**
 * Opens a WebSocket to the engine as the hub does, reads what it says first, and closes it. Sends
 * nothing over it. Throws HUB_UNREACHABLE, CANCELLED and the codes of the group credential.
 */
export async function askEngine(question: EngineQuestion, signal: AbortSignal): Promise<EngineAnswer> {
  const { site, prefix, user, cookie, userAgent } = question
  const [{ openSocket }, fetched] = await Promise.all([import('./socket.ts'), fetchToken(question, signal)])
  if (fetched.isSignedOut) return { outcome: 'noSession' }
  const deadline = Date.now() + conversationMs
  const socket = await openSocket({
    url: toEngineUrl(withPrefix(site.hub, prefix), fetched.token),
    origin: site.hub,
    cookie: [`${cookie.name}=${cookie.value}`, ...fetched.cookies].join('; '),
    secureContext: fetched.secureContext,
    handshakeMs: conversationMs,
    ...{ userAgent, signal },
  })
  try {
    const answer = await readAnswer(socket, user, () => Math.max(0, deadline - Date.now()))
    return answer.outcome === 'forbidden'
      ? { ...answer, outcome: await explainForbidden(question, fetched, signal) }
      : answer
  } finally {
    socket.close()
  }
}
