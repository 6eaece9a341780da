import { type Command, type CommandParams, type CommandResult, commands, isCommand } from '#protocol/commands'
import { failure, type HubpassError } from '#protocol/errors'
import type { Finding } from '#protocol/findings/index'
import { toFinding } from '#protocol/findings/to-finding'
import { formatUserName, type Identity, isSameUser } from '#protocol/identity'
import { parseIdentity, parseUser } from '#protocol/identity-rules'
import { type RequestMessage, RequestMessageSchema, type ResponseMessage } from '#protocol/messages'
import { parsePrefix } from '#protocol/parse-prefix'
import { parseCookieName } from '#protocol/session-cookie'
import { parseSessionId } from '#protocol/session-id'
import type { UserAccess } from '#protocol/user-access'
import { parseOrThrow } from '#protocol/validate'
import { negotiateVersion, protocolVersions } from '#protocol/versions'
import { type Channel, FakeChannel } from './fake-channel.ts'

export interface FakeSite {
  id: string
  hub: string
  /** The prefixes of its virtual proxies; by default the empty one and `sales`. */
  prefixes?: readonly string[]
  /** A regular expression for `DIR\id`; by default all users are allowed. */
  users?: RegExp
  /** The problem of its credential. */
  credential?: HubpassError
}

export interface FakeSession extends Identity {
  site: string
  prefix: string
  sessionId: string
}

interface RunningRequest {
  id: number
  controller: AbortController
}

/** Holds back the responses of one command. */
export interface CommandGate {
  /** Settles when the first request is held back. Its work has been done by then. */
  reached: Promise<void>
  release(): void
}

/**
 * Simulates a companion in memory: the messages of docs/protocol.md, given sites and sessions, and
 * failures and gates on demand. The contract suite compares it with the real companion.
 */
export class FakeCompanion {
  /** All valid requests in their order. */
  readonly requests: RequestMessage[] = []
  readonly sessions: FakeSession[] = []
  /** The sessions that Hubpass has created, by their ids, as the audit log has them. */
  readonly auditLog = new Map<string, { createdAt: string; user?: string }>()
  /** What QRS says of every user. */
  hasAccessPass: boolean | undefined
  /** What the engine says to every session. */
  engine: CommandResult<'askEngine'> = { outcome: 'accepted' }
  /** The rest of it. An older companion does not tell it. */
  access: UserAccess | undefined
  /** What a connection to the hub shows. */
  hubProblem: Finding | undefined
  /** Whether the audit log can be read. */
  isAuditLogComplete = true
  protocol = protocolVersions
  /** The users that QRS lists. */
  directory: CommandResult<'users'>['users'] = [
    { userDirectory: 'DOMAIN', userId: 'User1', name: 'User One', hasAccessPass: true },
    { userDirectory: 'DOMAIN', userId: 'User2', name: 'User Two', hasAccessPass: true },
    { userDirectory: 'DOMAIN', userId: 'NoAccess', name: 'User without a pass', hasAccessPass: false },
    { userDirectory: 'TESTING_1', userId: 'tester', name: 'Tester', hasAccessPass: true },
  ]
  /** The warnings of every change in Qlik Sense. */
  auditWarnings: Finding[] | undefined
  /** The result of the session checks of everybody. */
  xrayReport: Pick<CommandResult<'xray'>, 'catalogue' | 'checks' | 'requests' | 'sessions'> = {
    catalogue: 'session-cookie@1',
    checks: [
      {
        ...{ id: 'SC-01', title: 'Cookie attributes', verdict: 'passed', severity: 'high', class: 'O' },
        ...{ message: 'HttpOnly, Secure, Path and Domain are right.', evidence: [], references: [] },
        why: 'A script could read it.',
      },
    ],
    requests: 2,
    sessions: 1,
  }
  /** What the person answers in a dialog about a site. Hold `addSite` for one who does not answer. */
  person: 'agrees' | 'refuses' = 'agrees'
  #sites: readonly FakeSite[]
  #isDialogOpen = false
  readonly #failures = new Map<string, Finding[]>()
  readonly #holds = new Map<string, { reach(): void; released: Promise<void> }>()
  readonly #channels = new Set<FakeChannel>()
  readonly #running = new Set<RunningRequest>()

  constructor(sites: readonly FakeSite[] = [{ id: 'acme', hub: 'https://qlik.test' }]) {
    this.#sites = sites
  }

  /** Starts the companion, as a browser does for a port. */
  connect(): Channel {
    const channel = new FakeChannel(
      message => void this.#answer(message).then(response => channel.deliver(response)),
      () => {
        this.#channels.delete(channel)
        for (const { controller } of this.#running) controller.abort()
      },
    )
    this.#channels.add(channel)
    return channel
  }

  /** Returns whether a process is running. */
  get isRunning(): boolean {
    return this.#channels.size > 0
  }

  /** Makes the next requests of the command fail, one for each error. */
  fail(command: Command, ...errors: HubpassError[]): void {
    this.#failures.set(command, [...(this.#failures.get(command) ?? []), ...errors.map(toFinding)])
  }

  hold(command: Command): CommandGate {
    const [reached, reach] = createDeferred()
    const [released, release] = createDeferred()
    this.#holds.set(command, { reach, released })
    return {
      reached,
      release: () => {
        this.#holds.delete(command)
        release()
      },
    }
  }

  /** Ends the process; the browser reports the reason. */
  exit(browserSaid = 'Native host has exited.'): void {
    for (const channel of this.#channels) channel.disconnect(browserSaid)
  }

  /** Sends a message without a request, or one that no companion should send. */
  deliver(message: unknown): void {
    for (const channel of this.#channels) channel.deliver(message)
  }

  async #answer(message: unknown): Promise<ResponseMessage> {
    let id: number | null = null
    try {
      const request = parseOrThrow(RequestMessageSchema, message, 'Message')
      id = request.id
      this.requests.push(request)
      return await this.#run(request)
    } catch (thrown) {
      return { id, ok: false, error: toFinding(thrown) }
    }
  }

  async #run({ id, command, params }: RequestMessage): Promise<ResponseMessage> {
    if (!isCommand(command))
      throw failure('BAD_REQUEST', { field: 'Command', received: command, expected: 'a command' })
    const error = this.#failures.get(command)?.shift()
    if (error !== undefined) return { id, ok: false, error }
    const running = { id, controller: new AbortController() }
    this.#running.add(running)
    try {
      return { id, ok: true, result: await this.#handle(command, params, running) }
    } finally {
      this.#running.delete(running)
    }
  }

  async #handle<C extends Command>(
    command: C,
    received: unknown,
    { id, controller: { signal } }: RunningRequest,
  ): Promise<CommandResult<C>> {
    // The table is typed by command, but the compiler cannot follow one key through it.
    const params = parseOrThrow(commands[command].params, received, command) as CommandParams<C>
    const result = this.#handlers[command](params)
    if (command === 'xray') this.deliver({ id, progress: { done: 0, total: 1, title: 'Cookie attributes' } })
    await this.#wait(command, signal).finally(() => {
      if (command === 'addSite' || command === 'removeSite') this.#isDialogOpen = false
    })
    if (!signal.aborted) return result
    this.#undo(params)
    throw failure('CANCELLED', {})
  }

  async #wait(command: Command, signal: AbortSignal): Promise<void> {
    const hold = this.#holds.get(command)
    hold?.reach()
    await Promise.race([hold?.released, new Promise(resolve => signal.addEventListener('abort', resolve))])
  }

  readonly #handlers: { [C in Command]: (params: CommandParams<C>) => CommandResult<C> } = {
    hello: ({ protocol }) => {
      negotiateVersion({ extension: protocol, companion: this.protocol })
      return { protocol: this.protocol, companion: '0.0.0', node: '20.19.0', platform: 'linux' }
    },
    sites: () => ({ sites: this.#sites.map(({ id, hub }) => ({ id, hub })) }),
    checkCredential: ({ site }) => {
      assertCredential(this.#expectSite(site))
      return { subject: 'CN=QlikClient', issuer: 'CN=QLIK-CA', validTo: '2099-12-31T00:00:00.000Z' }
    },
    createSession: params => this.#createSession(params),
    endSession: ({ site, prefix, sessionId }) => {
      parsePrefix(prefix)
      parseSessionId(sessionId)
      assertCredential(this.#expectSite(site))
      return { ended: this.#end(site, prefix, sessionId), ...this.#listWarnings() }
    },
    virtualProxies: ({ site }) => ({
      virtualProxies: listPrefixes(this.#expectSite(site)).map(prefix => ({
        prefix,
        https: {},
        http: {},
        linked: true,
        proxies: [],
      })),
    }),
    sessions: ({ site: id, prefix, user: received }) => {
      const user = received && parseUser(received)
      const site = this.#expectSite(id)
      const held = this.#heldOn(site, prefix).filter(each => user === undefined || isSameUser(each, user))
      const visible = held.filter(each => site.users?.test(formatUserName(each)) ?? true)
      return { sessions: visible, hidden: held.length - visible.length }
    },
    verifySession: ({ sessionId }) => ({
      attributes: this.sessions.find(each => each.sessionId === sessionId)?.attributes,
      hasAccessPass: this.hasAccessPass,
      access: this.access,
    }),
    askEngine: ({ site: id, prefix, sessionId, user: received, cookieName }) => {
      parseCookieName(cookieName)
      const user = parseUser(received)
      const site = this.#expectSite(id)
      assertUserAllowed(site, user)
      const isTheirs = (held: FakeSession) => held.sessionId === sessionId && isSameUser(held, user)
      if (!this.#heldOn(site, prefix).some(isTheirs)) throw failure('SESSION_UNKNOWN', { prefix })
      return this.engine
    },
    userAccess: ({ site: id, user: received }) => {
      assertUserAllowed(this.#expectSite(id), parseUser(received))
      return this.access ?? { access: [], undecided: {} }
    },
    recognizeSessions: ({ sessionIds }) => ({
      created: sessionIds.flatMap((sessionId, index) => {
        const entry = this.auditLog.get(sessionId)
        return entry === undefined ? [] : [{ index, ...entry }]
      }),
      isComplete: this.isAuditLogComplete,
    }),
    users: ({ site: id, search }) => {
      const { users } = this.#expectSite(id)
      if (search.trim() === '')
        throw failure('BAD_REQUEST', { field: 'Search', received: search, expected: 'a part of a user id' })
      const found = this.directory.filter(({ userId }) => userId.toUpperCase().includes(search.toUpperCase()))
      const visible = found.filter(user => users?.test(formatUserName(user)) ?? true)
      return { users: visible, hidden: found.length - visible.length }
    },
    logOut: ({ site: id, prefix, user: received }) => {
      const user = parseUser(received)
      const site = this.#expectSite(id)
      assertUserAllowed(site, user)
      const theirs = this.#heldOn(site, prefix).filter(each => isSameUser(each, user))
      for (const { sessionId } of theirs) this.#end(id, prefix, sessionId)
      return { ended: theirs.length, ...this.#listWarnings() }
    },
    addSite: ({ site: id, hub: received }) => {
      if (!/^[a-z0-9][a-z0-9_-]*$/.test(id) || !URL.canParse(received))
        throw failure('BAD_REQUEST', { field: 'Site id', received: id, expected: 'a site' })
      this.#askPerson(id)
      const site = { id, hub: new URL(received).origin }
      const replaced = this.#sites.some(each => each.id === id)
      this.#sites = [...this.#sites.filter(each => each.id !== id), site]
      return { site, replaced, warnings: [] }
    },
    removeSite: ({ site: id }) => {
      this.#expectSite(id)
      this.#askPerson(id)
      this.#sites = this.#sites.filter(each => each.id !== id)
      return { removed: id }
    },
    checkHub: ({ site }) => {
      this.#expectSite(site)
      return this.hubProblem === undefined ? {} : { finding: this.hubProblem }
    },
    checkSite: ({ site: id }) => {
      const { credential } = this.#expectSite(id)
      const check = { id: 'credential', title: 'Credential', site: id }
      const sentence = `${id} ${credential === undefined ? 'is ready.' : 'cannot sign in.'}`
      return credential === undefined
        ? {
            healthy: true,
            verdicts: [{ site: id, state: 'passed', sentence }],
            checks: [{ ...check, state: 'passed' }],
          }
        : {
            healthy: false,
            verdicts: [{ site: id, state: 'failed', sentence }],
            checks: [{ ...check, state: 'failed', finding: toFinding(credential) }],
          }
    },
    xray: ({ site: id, prefix, user: received, allow = [] }) => {
      parsePrefix(prefix)
      const user = parseUser(received)
      const site = this.#expectSite(id)
      assertUserAllowed(site, user)
      assertCredential(site)
      assertPrefixServed(site, prefix)
      if (allow.some(name => !/^(wait|SC-\d\d)$/.test(name)))
        throw failure('BAD_REQUEST', { field: '--allow', received: allow, expected: 'a check' })
      return { ...this.xrayReport, site: id, prefix, user: formatUserName(user) }
    },
    cancel: ({ request }) => {
      const targets = [...this.#running].filter(({ id }) => id === request)
      for (const { controller } of targets) controller.abort()
      return { cancelled: targets.length > 0 }
    },
  }

  #askPerson(site: string): void {
    if (this.#isDialogOpen) throw failure('SITE_DIALOG_OPEN', { site })
    if (this.person === 'refuses') throw failure('SITE_CHANGE_REFUSED', { site })
    this.#isDialogOpen = true
  }

  #createSession(params: CommandParams<'createSession'>): CommandResult<'createSession'> {
    const prefix = parsePrefix(params.prefix)
    const sessionId = parseSessionId(params.sessionId)
    const identity = parseIdentity(params.identity)
    const site = this.#expectSite(params.site)
    assertUserAllowed(site, identity)
    assertCredential(site)
    assertPrefixServed(site, prefix)
    const isTheirs = (held: FakeSession) =>
      held.prefix === prefix && formatUserName(held) === formatUserName(identity)
    const newUser = !this.sessions.some(isTheirs)
    this.sessions.push({ ...identity, site: site.id, prefix, sessionId })
    this.auditLog.set(sessionId, { createdAt: new Date().toISOString(), user: formatUserName(identity) })
    return { session: { ...identity, sessionId, newUser }, virtualProxy: { prefix }, ...this.#listWarnings() }
  }

  #listWarnings(): { warnings?: Finding[] } {
    return this.auditWarnings === undefined ? {} : { warnings: this.auditWarnings }
  }

  #heldOn(site: FakeSite, prefix: string): FakeSession[] {
    parsePrefix(prefix)
    assertCredential(site)
    assertPrefixServed(site, prefix)
    const ids = this.#sites.filter(({ hub }) => hub === site.hub).map(({ id }) => id)
    return this.sessions.filter(held => ids.includes(held.site) && held.prefix === prefix)
  }

  #undo(params: object): void {
    if ('site' in params && 'sessionId' in params && 'prefix' in params && 'identity' in params)
      this.#end(String(params.site), String(params.prefix), String(params.sessionId))
  }

  #end(site: string, prefix: string, sessionId: string): boolean {
    const at = this.sessions.findIndex(
      held => held.site === site && held.prefix === prefix && held.sessionId === sessionId,
    )
    if (at >= 0) this.sessions.splice(at, 1)
    return at >= 0
  }

  #expectSite(id: string): FakeSite {
    const site = this.#sites.find(each => each.id === id)
    if (site === undefined)
      throw failure('SITE_UNKNOWN', { site: id, known: this.#sites.map(({ id }) => id) })
    return site
  }
}

const listPrefixes = ({ prefixes }: FakeSite): readonly string[] => prefixes ?? ['', 'sales']

function assertPrefixServed(site: FakeSite, prefix: string): void {
  if (!listPrefixes(site).includes(prefix)) throw failure('VIRTUAL_PROXY_UNKNOWN', { prefix, status: 404 })
}

function assertUserAllowed({ id, users }: FakeSite, identity: Omit<Identity, 'attributes'>): void {
  if (users !== undefined && !users.test(formatUserName(identity)))
    throw failure('USER_NOT_ALLOWED', { user: formatUserName(identity), site: id, patterns: [users.source] })
}

function assertCredential({ credential }: FakeSite): void {
  if (credential !== undefined) throw credential
}

function createDeferred(): [Promise<void>, () => void] {
  let settle = () => {}
  const settled = new Promise<void>(resolve => {
    settle = resolve
  })
  return [settled, settle]
}
