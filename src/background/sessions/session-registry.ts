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

export const CreatedSessionSchema = v.object({
  sessionId: v.string(),
  site: SiteSchema,
  prefix: v.string(),
  userDirectory: v.string(),
  userId: v.string(),
  attributes: v.optional(v.array(AttributeSchema)),
  /** The id of the persona, if one was used. */
  persona: v.optional(v.string()),
  /** Empty if the cookie was never set. */
  storeId: v.string(),
  cookieName: v.string(),
  /** Milliseconds since 1970. */
  createdAt: v.number(),
  virtualProxy: RunRecordSchema.entries.virtualProxy,
  /** The cookies that this session replaced. */
  replaced: v.array(StoredCookieSchema),
})

/** A session that a run has created. Its id never leaves the background. */
export type CreatedSession = v.InferOutput<typeof CreatedSessionSchema>

/** Holds the sessions that Hubpass has created since the browser started, newest first. */
export interface SessionRegistry {
  list(): Promise<CreatedSession[]>
  /**
   * Replaces an entry of the same session. Returns false if there is no space: the session then
   * counts as one of another program.
   */
  add(session: CreatedSession): Promise<boolean>
  remove(sessionId: string): void
}

/**
 * Limits the size to a tenth of the browser's quota, because attributes may be large and the
 * current run needs space.
 */
const quota: Quota = { entries: 200, bytes: 1_000_000 }

/**
 * Applies changes one after another, and reads after pending changes. Ignores invalid data. If the
 * storage fails, only the registry is lost, not the sign-in.
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
    add: session =>
      change(others => [session, ...omitSession(others, session.sessionId)]).then(
        saved => saved[0] === session,
        () => false,
      ),
    remove: sessionId => void change(sessions => omitSession(sessions, sessionId)).catch(() => {}),
  }
}

const omitSession = (sessions: CreatedSession[], sessionId: string): CreatedSession[] =>
  sessions.filter(one => one.sessionId !== sessionId)

/**
 * Drops the older half until the storage accepts the rest. Rejects without a change if it accepts
 * none.
 */
async function saveNewest(sessions: CreatedSession[], item: SessionItem): Promise<CreatedSession[]> {
  try {
    await item.save(sessions)
    return sessions
  } catch (thrown) {
    if (sessions.length <= 1) throw thrown
    return saveNewest(sessions.slice(0, Math.floor(sessions.length / 2)), item)
  }
}

/** Returns whether the session belongs to the user on the virtual proxy. */
export const isCreatedFor = (
  session: CreatedSession,
  site: string,
  prefix: string,
  user: UserName,
): boolean => session.site.id === site && session.prefix === prefix && isSameUser(session, user)

/** Creates the entry of a run that passed, or whose session could not be ended. */
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
