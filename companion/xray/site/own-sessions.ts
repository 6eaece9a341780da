import { toFinding } from '#protocol/findings/to-finding'
import type { Attribute, UserName } from '#protocol/identity'
import { holdAuditFiles } from '../../audit/append-to-newest.ts'
import { cleanUpSession } from '../../audit/clean-up-session.ts'
import { type AuditEvent, type Caller, hashSessionId } from '../../audit/format-entry.ts'
import { type AuditTrail, withAudit } from '../../audit/with-audit.ts'
import { SessionRecord } from '../../open-sessions/session-record.ts'
import { findOwn, hasMark, markName } from '../../open-sessions/sweep.ts'
import type { QpsClient } from '../../qlik/qps/client.ts'
import { createQpsSession } from '../../qlik/qps/create-session.ts'
import type { QpsSession } from '../../qlik/qps/wire.ts'

export interface Owner {
  site: string
  prefix: string
  user: UserName
  attributes: readonly Attribute[]
  via: Caller
}

/** The sessions of a run. Each is in the record before it exists, and in the audit log. */
export class OwnSessions {
  /** Ids with the prefixes of their virtual proxies. */
  readonly #open = new Map<string, string>()
  /** Every id that this run has made, or received for a ticket of its own. */
  readonly #ids = new Set<string>()
  /** The tickets whose session is not known, and whether the front end has answered. */
  readonly #tickets = new Map<string, 'unused' | 'sent' | 'answered'>()
  readonly #file = new SessionRecord()
  /** All tickets have one mark, each with a number, so that one entry of the record is enough. */
  readonly #mark = crypto.randomUUID()
  #markRecorded: Promise<void> | undefined
  #ticketCount = 0
  readonly #lateOutcomes: (() => Promise<void>)[] = []
  #written = Promise.resolve()
  readonly #releaseFiles = holdAuditFiles()
  count = 0

  constructor(
    private readonly owner: Owner,
    private readonly qps: QpsClient,
    private readonly signal: AbortSignal,
  ) {}

  async create(sessionId: string, prefix = this.owner.prefix): Promise<void> {
    const identity = { ...this.owner.user, attributes: [...this.owner.attributes] }
    const sessionHash = await hashSessionId(sessionId)
    this.addId(sessionId)
    this.#open.set(sessionId, prefix)
    try {
      await this.#audit({ ...this.#event('session.create', prefix), sessionId }, async trail => {
        await Promise.all([this.#record({ sessionHash }, prefix), trail.recordAsked()])
        return createQpsSession(
          this.qps,
          { prefix, identity, sessionId },
          { signal: this.signal, end: () => this.#cleanUp(sessionId, prefix) },
        )
      })
      this.count += 1
    } catch (error) {
      if (toFinding(error).details.sessionMayRemain !== true) this.#open.delete(sessionId)
      throw error
    }
  }

  /** Tells of an id that this run has made, and that no other session has. */
  addId(sessionId: string): void {
    this.#ids.add(sessionId)
  }

  /** Returns whether an id is known to belong to this run. */
  has(sessionId: string): boolean {
    return this.#ids.has(sessionId)
  }

  /** Signs in with a ticket. `redeem` returns the id that the proxy has chosen. */
  async createByTicket<T>(
    redeem: (ticket: string) => Promise<{ result: T; sessionId: string | undefined }>,
  ): Promise<T> {
    const { user, prefix, attributes } = this.owner
    this.#ticketCount += 1
    const mark = `${this.#mark}.${this.#ticketCount}`
    const identity = { ...user, attributes: [...attributes, { name: markName, value: mark }] }
    return this.#audit(this.#event('session.create'), async trail => {
      this.#markRecorded ??= this.#record({ mark: this.#mark })
      await Promise.all([this.#markRecorded, trail.recordAsked()])
      this.#tickets.set(mark, 'unused')
      const { ticket } = await this.qps.postTicket({ prefix, identity }, { signal: this.signal })
      this.#tickets.set(mark, 'sent')
      const { result, sessionId } = await redeem(ticket)
      this.#tickets.set(mark, 'answered')
      if (sessionId !== undefined) trail.identifySession(sessionId)
      return result
    })
  }

  /** Returns whether QPS has the session, and it is one of this run, which then ends it. */
  async knows(sessionId: string): Promise<boolean> {
    const { prefix } = this.owner
    const session = await this.qps.getSession(prefix, sessionId, { signal: this.signal })
    if (session === undefined) return false
    this.#claim({ ...session, sessionId })
    if (this.has(sessionId)) this.#open.set(sessionId, prefix)
    return this.has(sessionId)
  }

  /** Returns the ids of the user that QPS lists, and knows from now on which ones its tickets have got. */
  async list(): Promise<string[]> {
    const { prefix, user } = this.owner
    const sessions = await this.qps.listUserSessions(prefix, user, { signal: this.signal })
    for (const session of sessions) this.#claim(session)
    return sessions.map(({ sessionId }) => sessionId)
  }

  /** Only QPS says which session a ticket got: a front end, or a cache before it, may name another. */
  #claim(session: QpsSession): void {
    const mark = [...this.#tickets.keys()].find(each => hasMark(session, each))
    if (mark === undefined) return
    this.#tickets.delete(mark)
    this.count += 1
    this.addId(session.sessionId)
    this.#open.set(session.sessionId, this.owner.prefix)
  }

  async end(sessionId: string): Promise<void> {
    const prefix = this.#open.get(sessionId)
    if (prefix === undefined) return
    await this.#audit({ ...this.#event('session.end', prefix), sessionId }, async trail => {
      await trail.recordAsked()
      return this.qps.deleteSession(prefix, sessionId, { signal: this.signal })
    })
    this.#open.delete(sessionId)
  }

  /** Records a logout, which ends the sessions of the user on the virtual proxy. */
  recordLogout<T>(work: () => Promise<T>): Promise<T> {
    return this.#audit(this.#event('user.logout'), async trail => {
      await trail.recordAsked()
      return work()
    })
  }

  /** Ends what is left, also after an interruption. Keeps the record if a session may remain. */
  async endAll(): Promise<void> {
    const { prefix } = this.owner
    void this.writeOutcomes()
    const marked = await Promise.all([...this.#tickets].map(each => this.#findSession(...each)))
    for (const sessionId of marked.flatMap(found => found ?? [])) this.#open.set(sessionId, prefix)
    const gone = await Promise.all([...this.#open].map(([id, prefix]) => this.#cleanUp(id, prefix)))
    await this.writeOutcomes()
    this.#releaseFiles()
    if (gone.every(Boolean) && !marked.includes(undefined)) await this.#file.remove()
    else this.#file.close()
  }

  /** Writes what is known by now to the audit log. Never rejects. */
  writeOutcomes(): Promise<void> {
    const writing = this.#lateOutcomes.splice(0).map(write => write())
    this.#written = Promise.all([this.#written, ...writing]).then(() => {})
    return this.#written
  }

  /** The session of a ticket whose answer did not arrive. Undefined if that is not known. */
  async #findSession(mark: string, state: 'unused' | 'sent' | 'answered'): Promise<string[] | undefined> {
    if (state === 'unused') return []
    const { site, prefix, user } = this.owner
    const found = findOwn(this.qps, { site, prefix, ...user, mark }, new AbortController().signal)
    return found.then(
      // A front end that still works on the ticket may create the session later.
      sessions =>
        state === 'sent' && sessions.length === 0 ? undefined : sessions.map(each => each.sessionId),
      () => undefined,
    )
  }

  /** Writes the outcome together with the next entry, or at the end. */
  #audit<T>(event: AuditEvent, action: (trail: AuditTrail) => Promise<T>): Promise<T> {
    void this.writeOutcomes()
    return withAudit(event, action, { recordOutcome: write => void this.#lateOutcomes.push(write) })
  }

  #record(of: { sessionHash: string } | { mark: string }, prefix: string = this.owner.prefix): Promise<void> {
    const { site, user } = this.owner
    const { userDirectory, userId } = user
    return this.#file.add({ site, prefix, userDirectory, userId, ...of })
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
