import * as v from 'valibot'
import { AttributeSchema, isSameUser, type UserName } from '#protocol/identity'
import { SiteSchema } from '#protocol/site'
import type { Stored } from './browser/session-storage.ts'
import { newestWithin, type Room } from './newest.ts'
import { type RunRecord, RunRecordSchema } from './run-record.ts'
import { siteOf } from './run-step.ts'
import { plannedCookie } from './steps/cookie.ts'
import { StoredCookieSchema } from './stored-cookie.ts'
import { createTurns } from './turns.ts'

const MadeSessionSchema = v.object({
  sessionId: v.string(),
  site: SiteSchema,
  prefix: v.string(),
  userDirectory: v.string(),
  userId: v.string(),
  attributes: v.optional(v.array(AttributeSchema)),
  /** The persona's id, if it was one. */
  persona: v.optional(v.string()),
  /** Empty for one that never got its cookie. */
  storeId: v.string(),
  cookieName: v.string(),
  /** Milliseconds since 1970. */
  madeAt: v.number(),
  virtualProxy: RunRecordSchema.entries.virtualProxy,
  /** The cookies that it took the place of: the identity before. */
  replaced: v.array(StoredCookieSchema),
})

/** A session that a run has made. Its id never leaves the background. */
export type MadeSession = v.InferOutput<typeof MadeSessionSchema>

/** The sessions that Hubpass has made since the browser was started, newest first. */
export interface Ledger {
  all(): Promise<MadeSession[]>
  /** False where there is no room for it: it is as if somebody else had made it. */
  add(made: MadeSession): Promise<boolean>
  remove(sessionId: string): void
}

/**
 * More than anybody switches in a day, and a tenth of what the browser gives all of its kind: attributes may be large, and the
 * run that goes on must have room.
 */
const room: Room = { entries: 200, bytes: 1_000_000 }

/**
 * Changes wait for each other, so that none is lost, and questions wait for changes. What is broken in the store counts as not
 * there; a store that takes nothing costs the ledger, not the sign-in.
 */
export function openLedger(stored: Stored): Ledger {
  const turns = createTurns()
  const read = async (): Promise<MadeSession[]> => {
    const parsed = v.safeParse(v.array(MadeSessionSchema), await stored.load())
    return parsed.success ? parsed.output : []
  }
  const change = (work: (made: MadeSession[]) => MadeSession[]): Promise<MadeSession[]> =>
    turns.take(async () => saveNewest(newestWithin(work(await read()), room), stored))
  return {
    all: () => turns.take(read),
    add: made =>
      change(others => [made, ...others]).then(
        kept => kept[0] === made,
        () => false,
      ),
    remove: sessionId => void change(made => made.filter(one => one.sessionId !== sessionId)).catch(() => {}),
  }
}

/** Where the store refuses, the older half goes until it takes the rest. Rejects, with all as it was, when it takes not even one. */
async function saveNewest(made: MadeSession[], stored: Stored): Promise<MadeSession[]> {
  try {
    await stored.save(made)
    return made
  } catch (thrown) {
    if (made.length <= 1) throw thrown
    return saveNewest(made.slice(0, Math.floor(made.length / 2)), stored)
  }
}

/** Of one user on one virtual proxy. */
export const isMadeFor = (made: MadeSession, site: string, prefix: string, user: UserName): boolean =>
  made.site.id === site && made.prefix === prefix && isSameUser(made, user)

/** What a run leaves in the ledger that has passed, or whose session could not be ended. */
export function madeSessionOf(record: RunRecord, madeAt: number): MadeSession {
  const { request, virtualProxy, storeId, journal } = record
  const { sessionId, prefix, identity, persona } = request
  return {
    sessionId,
    site: siteOf(record),
    prefix,
    userDirectory: identity.userDirectory,
    userId: identity.userId,
    attributes: identity.attributes,
    persona,
    storeId: storeId ?? '',
    cookieName: plannedCookie(record).cookie.name,
    madeAt,
    virtualProxy,
    replaced: journal.replaced ?? [],
  }
}
