import * as v from 'valibot'
import { AttributeSchema } from '#protocol/identity'
import { SiteSchema } from '#protocol/site'
import type { Stored } from './browser/session-storage.ts'
import { type RunRecord, RunRecordSchema } from './run-record.ts'
import { siteOf } from './run-step.ts'
import { plannedCookie } from './steps/cookie.ts'
import { StoredCookieSchema } from './stored-cookie.ts'

const MadeSessionSchema = v.object({
  sessionId: v.string(),
  site: SiteSchema,
  prefix: v.string(),
  userDirectory: v.string(),
  userId: v.string(),
  attributes: v.optional(v.array(AttributeSchema)),
  /** The persona's id, if it was one. */
  persona: v.optional(v.string()),
  storeId: v.string(),
  cookieName: v.string(),
  /** Milliseconds since 1970. */
  madeAt: v.number(),
  virtualProxy: RunRecordSchema.entries.virtualProxy,
  /** The cookies that it took the place of: the identity before. */
  replaced: v.array(StoredCookieSchema),
})

/** A session that a verified run has made. Its id never leaves the background. */
export type MadeSession = v.InferOutput<typeof MadeSessionSchema>

/** The sessions that Hubpass has made since the browser was started, newest first. */
export interface Ledger {
  all(): Promise<MadeSession[]>
  add(made: MadeSession): void
  remove(sessionId: string): void
}

/** More than anybody switches in a day. */
const maxEntries = 200

/**
 * Changes wait for each other, so that none is lost, and questions wait for changes. What is broken in the store counts as not
 * there; a store that takes nothing costs the ledger, not the sign-in.
 */
export function openLedger(stored: Stored): Ledger {
  let settled: Promise<unknown> = Promise.resolve()
  const all = async (): Promise<MadeSession[]> => {
    const parsed = v.safeParse(v.array(MadeSessionSchema), await stored.load())
    return parsed.success ? parsed.output : []
  }
  const change = (work: (made: MadeSession[]) => MadeSession[]): void => {
    settled = settled.then(async () => stored.save(work(await all()))).catch(() => {})
  }
  return {
    all: () => settled.then(all),
    add: made => change(others => [made, ...others].slice(0, maxEntries)),
    remove: sessionId => change(made => made.filter(one => one.sessionId !== sessionId)),
  }
}

/** What a run that has passed leaves in the ledger. */
export function madeSessionOf(record: RunRecord, madeAt: number): MadeSession {
  const { request, virtualProxy, storeId, journal } = record
  const { sessionId, prefix, identity, persona } = request
  if (storeId === undefined) throw new Error('the step "cookie" has left no store')
  return {
    sessionId,
    site: siteOf(record),
    prefix,
    userDirectory: identity.userDirectory,
    userId: identity.userId,
    attributes: identity.attributes,
    persona,
    storeId,
    cookieName: plannedCookie(record).cookie.name,
    madeAt,
    virtualProxy,
    replaced: journal.replaced ?? [],
  }
}
