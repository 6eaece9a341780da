import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type FolderName, writeCertificates } from './certificates/folders.ts'
import { getSiteCertificates, type SiteCertificates } from './certificates/site-certificates.ts'
import { systemClock } from './clock.ts'
import type { EngineSocket } from './engine/engine-sockets.ts'
import { FaultInjector } from './fault-injector.ts'
import type { FaultName } from './faults.ts'
import { ActiveFaults, type FaultScope } from './http/active-faults.ts'
import type { RecordedRequest } from './http/request-pipeline.ts'
import type { SocketFaultName } from './http/socket-faults.ts'
import { Listeners } from './listeners.ts'
import { type Cookie, parseCookies } from './proxy/session-cookie.ts'
import type { ActiveFault, DoubleOptions, ResponseGate, SessionOptions } from './settings.ts'
import type { Session } from './site/sessions.ts'
import { createSite, type Site } from './site/site.ts'

export type { ActiveFault, DoubleOptions, ResponseGate, SessionOptions } from './settings.ts'

/** Names under which browser tests reach this machine, whatever `host` is. */
const HOST_ALIASES = ['localhost', '127.0.0.1', 'qlik.test']

/**
 * A stand-in for a Qlik Sense site as docs/facts/qlik-sense.md describes it: real TLS, real client certificates, real HTTP.
 *
 * ```ts
 * await using qlik = await QlikSenseDouble.start()
 * ```
 */
export class QlikSenseDouble implements AsyncDisposable {
  /** Every request, in the order of arrival. */
  readonly requests: RecordedRequest[] = []
  readonly site: Site
  readonly #certificates: SiteCertificates
  readonly #folder: string
  readonly #listeners: Listeners
  readonly #faultInjector: FaultInjector

  static async start(settings: DoubleOptions = {}): Promise<QlikSenseDouble> {
    const hosts = [...new Set([settings.host ?? 'localhost', ...HOST_ALIASES])]
    const certificates = await getSiteCertificates(hosts)
    const folder = await mkdtemp(join(settings.tempFolder ?? tmpdir(), 'qlik-sense-double-'))
    const site = createSite({ clock: systemClock, ...settings, hosts })
    const double = new QlikSenseDouble(site, certificates, folder, settings)
    await double.#open(settings)
    return double
  }

  private constructor(site: Site, certificates: SiteCertificates, folder: string, settings: DoubleOptions) {
    const { recording = true, log = () => {} } = settings
    this.site = site
    this.#certificates = certificates
    this.#folder = folder
    const record = (recorded: RecordedRequest) => {
      if (recording) this.requests.push(recorded)
      log(`${recorded.endpoint} ${recorded.method} ${recorded.target} ${recorded.response.status}`)
    }
    const faults = new ActiveFaults()
    this.#listeners = new Listeners({ site, certificates, faults, record })
    this.#faultInjector = new FaultInjector(faults, this.#listeners)
  }

  async #open({
    qpsPort = 0,
    qrsPort = 0,
    hubPort = 0,
    plainHubPort = this.site.hardened ? 0 : 'none',
    faults = [],
  }: DoubleOptions): Promise<void> {
    const plainPort = plainHubPort === 'none' ? undefined : plainHubPort
    try {
      await this.writeCertificates('good')
      await this.#listeners.open({ qps: qpsPort, qrs: qrsPort, proxy: hubPort }, plainPort)
      for (const fault of faults) await this.fault(fault)
    } catch (error) {
      await this[Symbol.asyncDispose]()
      throw error
    }
  }

  get hub(): string {
    return this.site.origins.get('proxy') ?? ''
  }

  get qps(): string {
    return this.site.origins.get('qps') ?? ''
  }

  get qrs(): string {
    return this.site.origins.get('qrs') ?? ''
  }

  /** The address of the front end over plain http, if enabled. */
  get plainHub(): string | undefined {
    return this.site.origins.get('plainProxy')
  }

  /** The certificate folder with the good export: `client.pem`, `client_key.pem`, `root.pem`. */
  get certificates(): { readonly folder: string; readonly spki: string } {
    return { folder: this.#folderOf('good'), spki: this.#certificates.spki }
  }

  /** The front end of the second node, which a hardened site has. */
  get rimHub(): string | undefined {
    return this.site.origins.get('rimProxy')
  }

  /** The open WebSockets of all nodes. */
  get sockets(): readonly EngineSocket[] {
    return this.#listeners.sockets
  }

  get sessions(): readonly Session[] {
    return this.site.sessions.all()
  }

  /** The cookies that the front end received and set. */
  get cookies(): { readonly received: readonly Cookie[]; readonly set: readonly string[] } {
    const recorded = this.requests.filter(({ endpoint }) => endpoint === 'proxy')
    return {
      received: recorded.flatMap(parseCookies),
      set: recorded.flatMap(({ response: answer }) => answer.headers['set-cookie'] ?? []),
    }
  }

  /** Writes a named certificate folder and returns its path. */
  writeCertificates(name: FolderName): Promise<string> {
    return writeCertificates(this.#folderOf(name), name, this.#certificates)
  }

  addSession({ prefix = '', sessionId = randomUUID(), ...identity }: SessionOptions): Session {
    return this.site.sessions.add(prefix, sessionId, identity)
  }

  /** Makes the front end redirect browsers to another origin, e.g. its own under another name. */
  redirectTo(origin: string): void {
    this.site.redirectOrigin = origin
  }

  /** Raises a fault until it ends or has affected `times` responses. */
  fault(name: FaultName | SocketFaultName, scope: FaultScope = {}): Promise<ActiveFault> {
    return this.#faultInjector.raise(name, scope)
  }

  /** Holds responses, so that a test can act in the meantime. */
  hold(scope: FaultScope = {}): ResponseGate {
    return this.#faultInjector.hold(scope)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#faultInjector.endAll()
    await this.#listeners.close()
    await rm(this.#folder, { recursive: true, force: true })
  }

  #folderOf(name: FolderName): string {
    return join(this.#folder, name)
  }
}
