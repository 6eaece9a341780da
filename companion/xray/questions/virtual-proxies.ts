import { inEnglish } from '#messages/checks/english'
import { say } from '#messages/checks/message'
import type { Text } from '#messages/message'
import { cookieNameOnWire, defaultCookieName } from '#protocol/session-cookie'
import { isHttps } from '#protocol/site'
import { nameProxy } from '../rules/places.ts'
import { Unclear } from '../unclear.ts'
import { type Exchange, readIdentity } from './exchange.ts'
import type { Questions } from './questions.ts'
import { isNodeOf, type VirtualProxyFacts } from './site-facts.ts'

export const getCookieName = ({ prefix, settings }: Pick<VirtualProxyFacts, 'prefix' | 'settings'>): string =>
  settings.cookieName ?? defaultCookieName(prefix)

/** Returns the virtual proxies of the hub's host, or all if no proxy node has the name of the hub. */
export async function listLinked({ port, facts }: Questions): Promise<VirtualProxyFacts[]> {
  const { virtualProxies, services } = await facts()
  const own = services.filter(service => isNodeOf(port.hub, service))
  const linkedIds = new Set(
    (own.length === 0 ? services : own).flatMap(({ settings }) =>
      settings.virtualProxies.map(({ id }) => id),
    ),
  )
  return virtualProxies.filter(({ id }) => linkedIds.has(id))
}

/** What pairs of virtual proxies say to each other's sessions. */
export interface Pairs {
  answers: readonly { from: string; at: string; exchange: Exchange }[]
  /** What no verdict can be based on, in words. */
  unclear: readonly Text[]
  /** The pairs that were not asked. */
  left: number
}

/** A pair takes a request, and a session on another virtual proxy two more. A run stays near 60. */
const maxRequests = 5

/**
 * Asks every virtual proxy with the sessions of the others. First come the pairs with the virtual
 * proxy of the run, in both directions.
 */
export async function tryPairs(questions: Questions): Promise<Pairs> {
  const { port } = questions
  const linked = await listLinked(questions)
  const own = linked.filter(({ prefix }) => prefix === port.prefix)
  const others = linked.filter(({ prefix }) => prefix !== port.prefix)
  const answers: Pairs['answers'][number][] = []
  const unclear: Text[] = []
  const reversePair = sessionRequests + own.length
  let budget = maxRequests
  const ask = async (
    sessionId: string,
    from: string,
    targets: readonly VirtualProxyFacts[],
    reserved = 0,
  ) => {
    for (const at of targets) {
      if (budget <= reserved) return
      budget -= 1
      const exchange = await askWith(questions, sessionId, from, at)
      if (!('asked' in exchange)) unclear.push(exchange.unclear)
      else answers.push({ from, at: at.prefix, exchange })
    }
  }
  // A site may have dozens of virtual proxies, and one pair in the other direction belongs to it.
  await ask(questions.sessionId, port.prefix, others, reversePair)
  for (const [index, { prefix }] of others.entries()) {
    if (budget < reversePair) break
    budget -= sessionRequests
    // The pairs with the virtual proxy of the run come before those of two others.
    const reserved = (others.length - index - 1) * reversePair
    const rest = others.filter(each => each.prefix !== prefix)
    await withSession(questions, prefix, async sessionId => {
      await ask(sessionId, prefix, own)
      await ask(sessionId, prefix, rest, reserved)
    }).catch(error => {
      unclear.push(explain(questions, error))
    })
  }
  const asked = answers.length + unclear.length
  return { answers, unclear, left: Math.max(0, linked.length * others.length - asked) }
}

/** To create a session and to end it. */
const sessionRequests = 2

async function withSession(
  questions: Questions,
  prefix: string,
  work: (sessionId: string) => Promise<void>,
): Promise<void> {
  const sessionId = questions.makeSessionId()
  await questions.port.createSession(sessionId, prefix)
  try {
    await work(sessionId)
  } finally {
    await questions.port.endSession(sessionId)
  }
}

/** Asks under the name of the target, and under that of the origin, which browsers send along. */
async function askWith(
  questions: Questions,
  sessionId: string,
  from: string,
  at: VirtualProxyFacts,
): Promise<Exchange | { unclear: Text }> {
  const origin = (await listLinked(questions)).find(({ prefix }) => prefix === from)
  const names = [at, ...(origin === undefined ? [] : [origin])].map(each =>
    cookieNameOnWire(getCookieName(each), isHttps(questions.port.hub)),
  )
  const exchange = await questions
    .ask({
      path: questions.path('/qps/user', at.prefix),
      headers: { Cookie: [...new Set(names)].map(name => `${name}=${sessionId}`).join('; ') },
      with: `with the session id of ${inEnglish(nameProxy(from))} in ${names[0]}`,
    })
    .catch(error => ({ unclear: explain(questions, error) }))
  return 'asked' in exchange ? assertClear(exchange) : exchange
}

/** Returns the message of a finding. Throws a bug and a cancellation. */
function explain({ port }: Questions, error: unknown): Text {
  const finding = port.describe(error)
  if (finding === undefined || finding.code === 'CANCELLED') throw error
  return finding.message
}

function assertClear(exchange: Exchange): Exchange | { unclear: Text } {
  try {
    readIdentity(exchange)
    return exchange
  } catch (error) {
    if (!(error instanceof Unclear)) throw error
    return { unclear: say('check.SC-20.unclearAt', { asked: exchange.asked, reason: error.reason }) }
  }
}
