import { failure, type HubpassError } from '#protocol/errors'
import { toFinding } from '#protocol/findings/to-finding'
import type { Attribute, UserName } from '#protocol/identity'
import { cleanUpSession } from '../audit/clean-up-session.ts'
import { hashSessionId } from '../audit/format-entry.ts'
import type { CommandContext } from '../commands/command-handler.ts'
import { createSession } from '../commands/create-session.ts'
import type { SiteConfiguration } from '../config/schema.ts'
import { SessionRecord } from '../open-sessions/session-record.ts'
import { withSessionMayRemain } from '../qlik/qps/cleanup-session.ts'
import { connectToQps } from '../qlik/qps/client.ts'
import { forEachOf } from './for-each-of.ts'

/** A session that is going to exist. */
export interface PlannedSession {
  user: UserName
  attributes: readonly Attribute[]
  sessionId: string
}

/**
 * Creates many sessions, or none. Each is in the record of open sessions before it exists, so that the next
 * start ends what a killed program has left.
 */
export class ManySessions {
  readonly #record = new SessionRecord()
  /** Those that exist, or may exist. */
  readonly #open = new Set<PlannedSession>()

  constructor(
    private readonly site: SiteConfiguration,
    private readonly prefix: string,
    private readonly context: CommandContext,
  ) {}

  /** Throws the codes of `createSession`, and CANCELLED. */
  async create(sessions: readonly PlannedSession[]): Promise<void> {
    await forEachOf(sessions, async planned => {
      this.context.signal.throwIfAborted()
      await this.#createOne(planned)
    })
  }

  async #createOne(planned: PlannedSession): Promise<void> {
    const { site, prefix } = this
    const { user, attributes, sessionId } = planned
    const { userDirectory, userId } = user
    const sessionHash = await hashSessionId(sessionId)
    await this.#record.add({ site: site.id, prefix, userDirectory, userId, sessionHash })
    this.#open.add(planned)
    const identity = { ...user, attributes: [...attributes] }
    const { signal, cancel, via } = this.context
    try {
      await createSession({ site: site.id, prefix, identity, sessionId }, { signal, cancel, via, site })
    } catch (error) {
      if (toFinding(error).details.sessionMayRemain !== true) this.#open.delete(planned)
      throw error
    }
  }

  /** Forgets the sessions, because the user has them. */
  keep(): Promise<void> {
    this.#open.clear()
    return this.#record.remove()
  }

  /** Ends every session. Returns CANCELLED, which says if one may remain. Never rejects. */
  async undo(): Promise<HubpassError> {
    const { site, prefix } = this
    const { signal, via } = this.context
    const qps = await connectToQps(site).catch(() => undefined)
    if (qps !== undefined)
      await forEachOf([...this.#open], async planned => {
        const { user, sessionId } = planned
        if (await cleanUpSession({ ...user, site: site.id, prefix, sessionId, via }, qps, signal))
          this.#open.delete(planned)
      })
    const cancelled = failure('CANCELLED', {})
    if (this.#open.size > 0) {
      this.#record.close()
      return withSessionMayRemain(cancelled)
    }
    await this.#record.remove()
    return cancelled
  }
}
