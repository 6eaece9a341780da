import { findingFrom } from '#protocol/errors'
import { isSameUser, nameOf } from '#protocol/identity'
import { shortened } from '#protocol/session-id'
import type { DeedName } from '#shared/deeds'
import type { ListedSession, Sessions, Whose } from '#shared/sessions'
import type { HandlersOf } from '../handlers.ts'
import type { Seen, SeenUser } from '../who/look.ts'
import type { Outcome, Perform } from './perform.ts'
import { type DeedTools, endSession, leave, logOut } from './tools.ts'

export interface SessionsTools extends DeedTools {
  perform: Perform
  publish(sessions: Sessions): void
  /** Told after each, for a list may have started the companion again. */
  onEnded(): void
}

/** A session as the background knows it: with its id. */
interface Held {
  sessionId: string
  listed: ListedSession
}

/** The sessions of any user on a virtual proxy: to be looked at, and to be ended. */
export function createSessions(tools: SessionsTools): {
  handlers: HandlersOf<'listSessions' | 'endListed' | 'endOurs' | 'logOut'>
} {
  let latest = {}
  async function list(whose: Whose): Promise<void> {
    const question = {}
    latest = question
    const told = await read(whose, tools).then(
      ({ held, hidden }): Sessions => ({
        ...whose,
        status: 'ready',
        sessions: held.map(({ listed }) => listed),
        hidden,
      }),
      (thrown: unknown): Sessions => ({ ...whose, status: 'failed', finding: findingFrom(thrown) }),
    )
    if (latest === question) tools.publish(told)
  }
  const change = (whose: Whose, name: DeedName, work: () => Promise<Outcome>) =>
    tools
      .perform(name, whose.windowId, work)
      .then(() => list(whose))
      .finally(tools.onEnded)
  const end = (whose: Whose, name: DeedName, isMeant: (one: ListedSession) => boolean) =>
    change(whose, name, () => endAll(whose, isMeant, tools))

  return {
    handlers: {
      listSessions({ intent: _, ...whose }) {
        tools.publish({ ...whose, status: 'loading' })
        return list(whose)
      },
      endListed: ({ intent: _, key, ...whose }) => end(whose, 'endOne', one => one.key === key),
      endOurs: ({ intent: _, ...whose }) => end(whose, 'endOurs', ({ isOurs }) => isOurs),
      logOut: ({ intent: _, ...whose }) => change(whose, 'logOut', () => endWhose(whose, tools)),
    },
  }
}

/** Throws the companion's findings. */
async function read(whose: Whose, tools: DeedTools): Promise<{ held: Held[]; hidden: number }> {
  const { site, prefix, userDirectory, userId } = whose
  const { request } = await tools.companion.connect()
  const { sessions, hidden } = await request('sessions', {
    site,
    prefix,
    user: { userDirectory, userId },
  })
  const made = new Map((await tools.ledger.all()).map(one => [one.sessionId, one.madeAt]))
  const here = onSameProxy(whose, tools.who.seen(whose.windowId))?.held?.cookie.value
  const held = sessions.map(async ({ sessionId }) => ({
    sessionId,
    listed: {
      key: await hashOf(sessionId),
      mask: shortened(sessionId),
      isOurs: made.has(sessionId),
      since: made.get(sessionId),
      isHere: sessionId === here,
    },
  }))
  return { held: await Promise.all(held), hidden }
}

/** Asked for anew, so that another worker than the one that listed them can end them. */
async function endAll(
  whose: Whose,
  isMeant: (one: ListedSession) => boolean,
  tools: DeedTools,
): Promise<Outcome> {
  const here = await signedInHere(whose, tools)
  const meant = (await read(whose, tools)).held.filter(({ listed }) => isMeant(listed))
  let ended = 0
  for (const { sessionId } of meant) {
    if (await endSession({ site: { id: whose.site }, prefix: whose.prefix }, sessionId, tools)) ended += 1
  }
  const isHere = meant.some(({ sessionId }) => sessionId === here?.held?.cookie.value)
  if (here !== undefined && isHere) await leave(here, tools)
  return { user: nameOf(whose), prefix: whose.prefix, ended }
}

async function endWhose(whose: Whose, tools: DeedTools): Promise<Outcome> {
  const { site, prefix, userDirectory, userId } = whose
  const here = await signedInHere(whose, tools)
  const ended = await logOut({ site, prefix, user: { userDirectory, userId } }, tools)
  if (here !== undefined && isSameUser(here.user, whose)) await leave(here, tools)
  return { user: nameOf(whose), prefix, ended }
}

/** Asked, because somebody else may have come since it was seen. A window that is gone shows nobody. */
const signedInHere = async (whose: Whose, { who }: DeedTools): Promise<SeenUser | undefined> =>
  onSameProxy(whose, await who.ask(whose.windowId).catch(() => undefined))

/** Who is signed in in the tab in front, where that is on the same virtual proxy. */
const onSameProxy = ({ site, prefix }: Whose, seen: Seen | undefined): SeenUser | undefined =>
  seen?.status === 'user' && seen.site.id === site && seen.prefix === prefix ? seen : undefined

async function hashOf(sessionId: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(sessionId))
  return [...new Uint8Array(hash).slice(0, 8)].map(byte => byte.toString(16).padStart(2, '0')).join('')
}
