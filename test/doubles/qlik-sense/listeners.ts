import { X509Certificate } from 'node:crypto'
import type { SiteCertificates } from './certificates/site-certificates.ts'
import { type EngineSocket, EngineSockets } from './engine/engine-sockets.ts'
import { createUpgradeHandler } from './engine/upgrade.ts'
import type { ActiveFaults } from './http/active-faults.ts'
import { Listener, type ListenerOptions } from './http/listener.ts'
import type { EndpointName, IncomingRequest } from './http/request.ts'
import { createRequestPipeline, type RecordedRequest } from './http/request-pipeline.ts'
import type { OutgoingResponse } from './http/response.ts'
import {
  defaultTlsProfile,
  expiringTlsProfile,
  TLS_FAULTS,
  type TlsFaultName,
  type TlsProfile,
} from './http/tls-faults.ts'
import { handleProxyRequest } from './proxy/router.ts'
import { handleQpsRequest } from './qps/router.ts'
import { handleQrsRequest } from './qrs/router.ts'
import { createRimNode, type Site } from './site/site.ts'

const HANDLERS: Record<EndpointName, (request: IncomingRequest, site: Site) => OutgoingResponse> = {
  qps: handleQpsRequest,
  qrs: handleQrsRequest,
  proxy: handleProxyRequest,
}

export const ENDPOINT_NAMES = ['qps', 'qrs', 'proxy'] as const satisfies readonly EndpointName[]

export interface ListenersOptions {
  readonly site: Site
  readonly certificates: SiteCertificates
  readonly faults: ActiveFaults
  record(recorded: RecordedRequest): void
}

type Ports = Readonly<Record<EndpointName, number>>

/**
 * The three endpoints of a site over TLS. On request also the front end over plain http, and the
 * front end of a second node.
 */
export class Listeners {
  readonly #settings: ListenersOptions
  readonly #listeners = new Map<EndpointName, Listener>()
  readonly #others: Listener[] = []
  readonly #sockets: EngineSockets[] = []

  constructor(settings: ListenersOptions) {
    this.#settings = settings
  }

  async open(ports: Ports, plainPort?: number): Promise<void> {
    const { site } = this.#settings
    const engine = this.#serveEngine(site)
    for (const endpoint of ENDPOINT_NAMES) {
      const listener = await Listener.open({
        port: ports[endpoint],
        tls: this.#toTlsOptions(endpoint, await this.#getTlsProfile(endpoint)),
        handler: this.#createPipeline(endpoint, site),
        ...(endpoint === 'proxy' ? engine : {}),
      })
      this.#listeners.set(endpoint, listener)
      site.origins.set(endpoint, `https://${site.hosts[0]}:${listener.port}`)
    }
    if (plainPort !== undefined) await this.#openPlain(plainPort, engine)
    if (site.hardened) await this.#openRim(createRimNode(site))
  }

  get sockets(): readonly EngineSocket[] {
    return this.#sockets.flatMap(each => each.open)
  }

  async #openPlain(port: number, engine: Partial<ListenerOptions>): Promise<void> {
    const { site } = this.#settings
    const plain = await Listener.open({ port, handler: this.#createPipeline('proxy', site), ...engine })
    this.#others.push(plain)
    site.origins.set('plainProxy', `http://${site.hosts[0]}:${plain.port}`)
  }

  async #openRim(rim: Site): Promise<void> {
    const listener = await Listener.open({
      port: 0,
      tls: this.#toTlsOptions('proxy', await this.#getTlsProfile('proxy')),
      handler: this.#createPipeline('proxy', rim),
      ...this.#serveEngine(rim),
    })
    this.#others.push(listener)
    rim.origins.set('rimProxy', `https://${rim.hosts[0]}:${listener.port}`)
  }

  #serveEngine(site: Site): Pick<ListenerOptions, 'upgrade'> {
    const { faults, record } = this.#settings
    const sockets = new EngineSockets(site)
    this.#sockets.push(sockets)
    return { upgrade: createUpgradeHandler({ site, sockets, faults, record }) }
  }

  async #getTlsProfile(endpoint: EndpointName): Promise<TlsProfile> {
    const { site, certificates } = this.#settings
    const expires = endpoint === 'proxy' && site.defects.has('certificateExpiresSoon')
    return expires ? expiringTlsProfile(certificates) : defaultTlsProfile(certificates)
  }

  /** Sets the TLS profile of a fault, or the default one, for one endpoint or all. */
  async setTlsFault(endpoint: EndpointName | undefined, fault?: TlsFaultName): Promise<void> {
    const { certificates } = this.#settings
    const shape = fault ? await TLS_FAULTS[fault].profile(certificates) : defaultTlsProfile(certificates)
    for (const each of this.#select(endpoint))
      this.#listeners.get(each)?.setTlsProfile(this.#toTlsOptions(each, shape))
  }

  async refuse(endpoint?: EndpointName): Promise<void> {
    await Promise.all(this.#select(endpoint).map(each => this.#listeners.get(each)?.refuse()))
  }

  async accept(endpoint?: EndpointName): Promise<void> {
    await Promise.all(this.#select(endpoint).map(each => this.#listeners.get(each)?.accept()))
  }

  async close(): Promise<void> {
    for (const each of this.#sockets) each.stop()
    await Promise.all([this.refuse(), ...this.#others.map(each => each.refuse())])
  }

  #select(endpoint: EndpointName | undefined): readonly EndpointName[] {
    return endpoint === undefined ? ENDPOINT_NAMES : [endpoint]
  }

  #createPipeline(endpoint: EndpointName, site: Site): ListenerOptions['handler'] {
    const { certificates, faults, record } = this.#settings
    const root = new X509Certificate(certificates.authority.pem)
    return createRequestPipeline({
      endpoint,
      root,
      faults,
      record,
      handle: request => HANDLERS[endpoint](request, site),
    })
  }

  /**
   * Only the services request a certificate. The handler rejects clients, unless TLS does
   * (docs/facts/qlik-sense.md §5.4).
   */
  #toTlsOptions(endpoint: EndpointName, shape: TlsProfile): NonNullable<ListenerOptions['tls']> {
    if (endpoint === 'proxy') return shape
    const { site, certificates } = this.#settings
    return site.unknowns.noClientCertificate === 'tlsAlert'
      ? { ...shape, requestCert: true, rejectUnauthorized: true, ca: certificates.authority.pem }
      : { ...shape, requestCert: true, rejectUnauthorized: false, ca: [] }
  }
}
