import type { Attribute, UserName } from '#protocol/identity'
import { cleanUpSession } from '../../audit/clean-up-session.ts'
import { type AuditEvent, type Caller, hashSessionId } from '../../audit/format-entry.ts'
import { withAudit } from '../../audit/with-audit.ts'
import type { QpsClient } from '../../qlik/qps/client.ts'
import { createQpsSession } from '../../qlik/qps/create-session.ts'
import { Journal } from './journal.ts'
import { findOwn, markName } from './sweep.ts'

export interface Owner {
  site: string
  prefix: string
  user: UserName
  attributes: readonly Attribute[]
  via: Caller
}

/** The sessions of a run. Each is in the journal before it exists, and in the audit log. */
export class OwnSessions {
  /** Ids with the prefixes of their virtual proxies. */
  readonly #open = new Map<string, string>()
  readonly #marks = new Set<string>()
  readonly #journal = new Journal()
  count = 0

  constructor(
    private readonly owner: Owner,
    private readonly qps: QpsClient,
    private readonly signal: AbortSignal,
  ) {}

  async create(sessionId: string, prefix = this.owner.prefix): Promise<void> {
    const identity = { ...this.owner.user, attributes: [...this.owner.attributes] }
    await this.#record({ sessionHash: await hashSessionId(sessionId) }, prefix)
    await withAudit({ ...this.#event('session.create', prefix), sessionId }, trail =>
      createQpsSession(
        this.qps,
        { prefix, identity, sessionId },
        { signal: this.signal, end: () => this.#cleanUp(sessionId, prefix), beforeSend: trail.recordAsked },
      ),
    )
    this.count += 1
    this.#open.set(sessionId, prefix)
  }

  /** Signs in with a ticket. `redeem` returns the id that the proxy has chosen. */
  async createByTicket<T>(
    redeem: (ticket: string) => Promise<{ result: T; sessionId: string | undefined }>,
  ): Promise<T> {
    const { user, prefix, attributes } = this.owner
    const mark = crypto.randomUUID()
    const identity = { ...user, attributes: [...attributes, { name: markName, value: mark }] }
    await this.#record({ mark })
    this.#marks.add(mark)
    const event = this.#event('session.create')
    const { result, sessionId } = await withAudit(event, async trail => {
      await trail.recordAsked()
      const { ticket } = await this.qps.postTicket({ prefix, identity }, { signal: this.signal })
      const redeemed = await redeem(ticket)
      if (redeemed.sessionId !== undefined) event.sessionId = redeemed.sessionId
      return redeemed
    })
    if (sessionId === undefined) return result
    this.#marks.delete(mark)
    this.count += 1
    this.adopt(sessionId)
    return result
  }

  /** Takes over a session whose id this run has chosen or received. */
  adopt(sessionId: string): void {
    this.#open.set(sessionId, this.owner.prefix)
  }

  async end(sessionId: string): Promise<void> {
    const prefix = this.#open.get(sessionId)
    if (prefix === undefined) return
    await withAudit({ ...this.#event('session.end', prefix), sessionId }, async trail => {
      await trail.recordAsked()
      return this.qps.deleteSession(prefix, sessionId, { signal: this.signal })
    })
    this.#open.delete(sessionId)
  }

  /** Records a logout, which ends the sessions of the user on the virtual proxy. */
  recordLogout<T>(work: () => Promise<T>): Promise<T> {
    return withAudit(this.#event('user.logout'), async trail => {
      await trail.recordAsked()
      return work()
    })
  }

  /** Ends what is left, also after an interruption. Keeps the journal if a session may remain. */
  async endAll(): Promise<void> {
    const marked = await Promise.all([...this.#marks].map(mark => this.#findMarked(mark)))
    for (const sessionId of marked.flatMap(found => found ?? [])) this.adopt(sessionId)
    const gone = await Promise.all([...this.#open].map(([id, prefix]) => this.#cleanUp(id, prefix)))
    if (gone.every(Boolean) && !marked.includes(undefined)) await this.#journal.remove()
  }

  /** The session of a ticket whose answer did not arrive. Undefined if that is not known. */
  async #findMarked(mark: string): Promise<string[] | undefined> {
    const { site, prefix, user } = this.owner
    const found = findOwn(this.qps, { site, prefix, ...user, mark }, new AbortController().signal)
    return found.then(
      sessions => sessions.map(({ sessionId }) => sessionId),
      () => undefined,
    )
  }

  #record(of: { sessionHash: string } | { mark: string }, prefix: string = this.owner.prefix): Promise<void> {
    const { site, user } = this.owner
    const { userDirectory, userId } = user
    return this.#journal.add({ site, prefix, userDirectory, userId, ...of })
  }

  #cleanUp(sessionId: string, prefix: string): Promise<boolean> {
    const { user, ...place } = this.owner
    return cleanUpSession({ ...user, ...place, prefix, sessionId }, this.qps, this.signal)
  }

  #event(
    action: 'session.create' | 'session.end' | 'user.logout',
    prefix: string = this.owner.prefix,
  ): AuditEvent {
    const { site, user, via } = this.owner
    return { action, site, virtualProxy: prefix, user, via }
  }
}
