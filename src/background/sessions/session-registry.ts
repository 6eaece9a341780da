import * as v from 'valibot'
import { AttributeSchema, isSameUser, type UserName } from '#protocol/identity'
import { SiteSchema } from '#protocol/site'
import { createSerialQueue } from '../async/serial-queue.ts'
import type { SessionItem } from '../browser/storage.ts'
import { StoredCookieSchema } from '../browser/stored-cookie.ts'
import { type RunRecord, RunRecordSchema } from '../run/run-state.ts'
import { planCookie } from '../run/steps/cookie.ts'
import { requireSite } from '../run/steps/step.ts'
import { type Quota, trimToQuota } from '../storage/trim-to-quota.ts'

const CreatedSessionSchema = v.object({
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
  createdAt: v.number(),
  virtualProxy: RunRecordSchema.entries.virtualProxy,
  /** The cookies that it took the place of: the identity before. */
  replaced: v.array(StoredCookieSchema),
})

/** A session that a run has made. Its id never leaves the background. */
export type CreatedSession = v.InferOutput<typeof CreatedSessionSchema>

/** The sessions that Hubpass has made since the browser was started, newest first. */
export interface SessionRegistry {
  list(): Promise<CreatedSession[]>
  /** False where there is no room for it: it is as if somebody else had made it. */
  add(session: CreatedSession): Promise<boolean>
  remove(sessionId: string): void
}

/**
 * More than anybody switches in a day, and a tenth of what the browser gives all of its kind: attributes may be large, and the
 * run that goes on must have room.
 */
const quota: Quota = { entries: 200, bytes: 1_000_000 }

/**
 * Changes wait for each other, so that none is lost, and questions wait for changes. What is broken in the store counts as not
 * there; a store that takes nothing costs the ledger, not the sign-in.
 */
export function openSessionRegistry(item: SessionItem): SessionRegistry {
  const queue = createSerialQueue()
  const read = async (): Promise<CreatedSession[]> => {
    const parsed = v.safeParse(v.array(CreatedSessionSchema), await item.load())
    return parsed.success ? parsed.output : []
  }
  const change = (work: (sessions: CreatedSession[]) => CreatedSession[]): Promise<CreatedSession[]> =>
    queue.enqueue(async () => saveNewest(trimToQuota(work(await read()), quota), item))
  return {
    list: () => queue.enqueue(read),
    add: sessions =>
      change(others => [sessions, ...others]).then(
        saved => saved[0] === sessions,
        () => false,
      ),
    remove: sessionId =>
      void change(sessions => sessions.filter(one => one.sessionId !== sessionId)).catch(() => {}),
  }
}

/** Where the store refuses, the older half goes until it takes the rest. Rejects, with all as it was, when it takes not even one. */
async function saveNewest(sessions: CreatedSession[], item: SessionItem): Promise<CreatedSession[]> {
  try {
    await item.save(sessions)
    return sessions
  } catch (thrown) {
    if (sessions.length <= 1) throw thrown
    return saveNewest(sessions.slice(0, Math.floor(sessions.length / 2)), item)
  }
}

/** Of one user on one virtual proxy. */
export const isCreatedFor = (
  session: CreatedSession,
  site: string,
  prefix: string,
  user: UserName,
): boolean => session.site.id === site && session.prefix === prefix && isSameUser(session, user)

/** What a run leaves in the ledger that has passed, or whose session could not be ended. */
export function toCreatedSession(record: RunRecord, createdAt: number): CreatedSession {
  const { request, virtualProxy, storeId, journal } = record
  const { sessionId, prefix, identity, persona } = request
  return {
    sessionId,
    site: requireSite(record),
    prefix,
    userDirectory: identity.userDirectory,
    userId: identity.userId,
    attributes: identity.attributes,
    persona,
    storeId: storeId ?? '',
    cookieName: planCookie(record).cookie.name,
    createdAt,
    virtualProxy,
    replaced: journal.replaced ?? [],
  }
}
