import type { UserName } from '#protocol/identity'
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
  via: Caller
}

/** The sessions of a run. Each is in the journal before it exists, and in the audit log. */
export class OwnSessions {
  readonly #open = new Set<string>()
  readonly #marks = new Set<string>()
  readonly #journal = new Journal()
  count = 0

  constructor(
    private readonly owner: Owner,
    private readonly qps: QpsClient,
    private readonly signal: AbortSignal,
  ) {}

  async create(sessionId: string): Promise<void> {
    const { user, prefix } = this.owner
    const identity = { ...user, attributes: [] }
    await this.#record({ sessionHash: await hashSessionId(sessionId) })
    await withAudit({ ...this.#event('session.create'), sessionId }, trail =>
      createQpsSession(
        this.qps,
        { prefix, identity, sessionId },
        { signal: this.signal, end: () => this.#cleanUp(sessionId), beforeSend: trail.recordAsked },
      ),
    )
    this.count += 1
    this.#open.add(sessionId)
  }

  /** Signs in with a ticket. `redeem` returns the id that the proxy has chosen. */
  async createByTicket<T>(
    redeem: (ticket: string) => Promise<{ result: T; sessionId: string | undefined }>,
  ): Promise<T> {
    const { user, prefix } = this.owner
    const mark = crypto.randomUUID()
    const identity = { ...user, attributes: [{ name: markName, value: mark }] }
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
    this.#open.add(sessionId)
    return result
  }

  async end(sessionId: string): Promise<void> {
    if (!this.#open.has(sessionId)) return
    const { prefix } = this.owner
    await withAudit({ ...this.#event('session.end'), sessionId }, async trail => {
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
    const ids = [...this.#open, ...marked.flatMap(found => found ?? [])]
    const gone = await Promise.all(ids.map(id => this.#cleanUp(id)))
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

  #record(of: { sessionHash: string } | { mark: string }): Promise<void> {
    const { site, prefix, user } = this.owner
    const { userDirectory, userId } = user
    return this.#journal.add({ site, prefix, userDirectory, userId, ...of })
  }

  #cleanUp(sessionId: string): Promise<boolean> {
    const { user, ...place } = this.owner
    return cleanUpSession({ ...user, ...place, sessionId }, this.qps, this.signal)
  }

  #event(action: 'session.create' | 'session.end' | 'user.logout'): AuditEvent {
    const { site, prefix, user, via } = this.owner
    return { action, site, virtualProxy: prefix, user, via }
  }
}
