import { findingFrom } from '#protocol/errors'
import { isSameUser, nameOf } from '#protocol/identity'
import type { ListedSession, Sessions, Whose } from '#shared/sessions'
import type { HandlersOf } from '../handlers.ts'
import type { Outcome, Perform } from './perform.ts'
import { type DeedTools, endSession, leave, logOut } from './tools.ts'

export interface SessionsTools extends DeedTools {
  perform: Perform
  publish(sessions: Sessions): void
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
  const end = (whose: Whose, name: 'endOne' | 'endOurs', isMeant: (one: ListedSession) => boolean) =>
    tools.perform(name, whose.windowId, () => endAll(whose, isMeant, tools)).then(() => list(whose))

  return {
    handlers: {
      listSessions({ intent: _, ...whose }) {
        tools.publish({ ...whose, status: 'loading' })
        return list(whose)
      },
      endListed: ({ intent: _, key, ...whose }) => end(whose, 'endOne', one => one.key === key),
      endOurs: ({ intent: _, ...whose }) => end(whose, 'endOurs', ({ isOurs }) => isOurs),
      logOut: ({ intent: _, ...whose }) =>
        tools.perform('logOut', whose.windowId, () => endWhose(whose, tools)).then(() => list(whose)),
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
  const here = idHere(whose, tools)
  const held = sessions.map(async ({ sessionId }) => ({
    sessionId,
    listed: {
      key: await hashOf(sessionId),
      mask: maskOf(sessionId),
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
  const meant = (await read(whose, tools)).held.filter(({ listed }) => isMeant(listed))
  let ended = 0
  for (const { sessionId } of meant) {
    if (await endSession({ site: { id: whose.site }, prefix: whose.prefix }, sessionId, tools)) ended += 1
  }
  if (meant.some(({ listed }) => listed.isHere)) await leaveTab(whose, tools)
  return { user: nameOf(whose), prefix: whose.prefix, ended }
}

async function endWhose(whose: Whose, tools: DeedTools): Promise<Outcome> {
  const { site, prefix, userDirectory, userId } = whose
  const ended = await logOut({ site, prefix, user: { userDirectory, userId } }, tools)
  const seen = seenOn(whose, tools)
  if (seen !== undefined && isSameUser(seen.user, whose)) await leaveTab(whose, tools)
  return { user: nameOf(whose), prefix, ended }
}

async function leaveTab(whose: Whose, tools: DeedTools): Promise<void> {
  const seen = seenOn(whose, tools)
  if (seen !== undefined) await leave(seen, tools)
}

/** Who is signed in in the tab in front, where that is on the same virtual proxy. */
function seenOn({ windowId, site, prefix }: Whose, { who }: DeedTools) {
  const seen = who.seen(windowId)
  return seen?.status === 'user' && seen.site.id === site && seen.prefix === prefix ? seen : undefined
}

const idHere = (whose: Whose, tools: DeedTools): string | undefined =>
  seenOn(whose, tools)?.held?.cookie.value

/** Enough to find it again, too little to use it. */
const maskOf = (sessionId: string): string =>
  `${sessionId.slice(0, Math.min(4, Math.floor(sessionId.length / 4)))}…`

async function hashOf(sessionId: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(sessionId))
  return [...new Uint8Array(hash).slice(0, 8)].map(byte => byte.toString(16).padStart(2, '0')).join('')
}
