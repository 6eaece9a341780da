import { X509Certificate } from 'node:crypto'
import type { SiteCertificates } from './certificates/site-certificates.ts'
import type { ActiveFaults } from './http/active-faults.ts'
import { Listener, type ListenerOptions } from './http/listener.ts'
import type { EndpointName, IncomingRequest } from './http/request.ts'
import { createRequestPipeline, type RecordedRequest } from './http/request-pipeline.ts'
import type { OutgoingResponse } from './http/response.ts'
import { defaultTlsProfile, TLS_FAULTS, type TlsFaultName, type TlsProfile } from './http/tls-faults.ts'
import { handleProxyRequest } from './proxy/router.ts'
import { handleQpsRequest } from './qps/router.ts'
import { handleQrsRequest } from './qrs/router.ts'
import type { Site } from './site/site.ts'

const HANDLERS: Record<EndpointName, (question: IncomingRequest, site: Site) => OutgoingResponse> = {
  qps: handleQpsRequest,
  qrs: handleQrsRequest,
  proxy: handleProxyRequest,
}

export const ENDPOINT_NAMES = ['qps', 'qrs', 'proxy'] as const satisfies readonly EndpointName[]

export interface ListenersOptions {
  readonly site: Site
  readonly certificates: SiteCertificates
  readonly faults: ActiveFaults
  record(asked: RecordedRequest): void
}

type Ports = Readonly<Record<EndpointName, number>>

/** The three endpoints of a site over TLS and, on request, the front end over plain http. */
export class Listeners {
  readonly #settings: ListenersOptions
  readonly #listeners = new Map<EndpointName, Listener>()
  #plain: Listener | undefined

  constructor(settings: ListenersOptions) {
    this.#settings = settings
  }

  async open(ports: Ports, plainPort?: number): Promise<void> {
    const { site, certificates } = this.#settings
    for (const door of ENDPOINT_NAMES) {
      const tls = this.#face(door, defaultTlsProfile(certificates))
      const listener = await Listener.open({ port: ports[door], tls, handler: this.#reception(door) })
      this.#listeners.set(door, listener)
      site.origins.set(door, `https://${site.hosts[0]}:${listener.port}`)
    }
    if (plainPort === undefined) return
    this.#plain = await Listener.open({ port: plainPort, handler: this.#reception('proxy') })
    site.origins.set('plainProxy', `http://${site.hosts[0]}:${this.#plain.port}`)
  }

  /** Sets the TLS profile of a fault, or the default one, for one endpoint or all. */
  async setTlsFault(door: EndpointName | undefined, fault?: TlsFaultName): Promise<void> {
    const { certificates } = this.#settings
    const shape = fault ? await TLS_FAULTS[fault].profile(certificates) : defaultTlsProfile(certificates)
    for (const each of this.#named(door)) this.#listeners.get(each)?.setTlsProfile(this.#face(each, shape))
  }

  async refuse(door?: EndpointName): Promise<void> {
    await Promise.all(this.#named(door).map(each => this.#listeners.get(each)?.refuse()))
  }

  async accept(door?: EndpointName): Promise<void> {
    await Promise.all(this.#named(door).map(each => this.#listeners.get(each)?.accept()))
  }

  async close(): Promise<void> {
    await Promise.all([this.refuse(), this.#plain?.refuse()])
  }

  #named(door: EndpointName | undefined): readonly EndpointName[] {
    return door === undefined ? ENDPOINT_NAMES : [door]
  }

  #reception(door: EndpointName): ListenerOptions['handler'] {
    const { site, certificates, faults, record } = this.#settings
    const root = new X509Certificate(certificates.authority.pem)
    return createRequestPipeline({
      endpoint: door,
      root,
      faults,
      record,
      handle: question => HANDLERS[door](question, site),
    })
  }

  /**
   * Only the services request a certificate. The handler rejects clients, unless TLS does
   * (docs/facts/qlik-sense.md §5.4).
   */
  #face(door: EndpointName, shape: TlsProfile): NonNullable<ListenerOptions['tls']> {
    if (door === 'proxy') return shape
    const { site, certificates } = this.#settings
    return site.unknowns.noClientCertificate === 'tlsAlert'
      ? { ...shape, requestCert: true, rejectUnauthorized: true, ca: certificates.authority.pem }
      : { ...shape, requestCert: true, rejectUnauthorized: false, ca: [] }
  }
}
