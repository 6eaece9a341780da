import { X509Certificate } from 'node:crypto'
import type { SiteCertificates } from './certificates/site-certificates.ts'
import type { Answer } from './http/answer.ts'
import { Listener, type ListenerSettings } from './http/listener.ts'
import type { DoorName, Question } from './http/question.ts'
import type { RaisedFaults } from './http/raised-faults.ts'
import { type Asked, receive } from './http/reception.ts'
import { soundShape, TLS_FAULTS, type TlsFaultName, type TlsShape } from './http/tls-faults.ts'
import { answerProxy } from './proxy/door.ts'
import { answerQps } from './qps/door.ts'
import { answerQrs } from './qrs/door.ts'
import type { Site } from './site/site.ts'

const ANSWERS: Record<DoorName, (question: Question, site: Site) => Answer> = {
  qps: answerQps,
  qrs: answerQrs,
  proxy: answerProxy,
}

export const DOOR_NAMES = ['qps', 'qrs', 'proxy'] as const satisfies readonly DoorName[]

export interface DoorSettings {
  readonly site: Site
  readonly certificates: SiteCertificates
  readonly faults: RaisedFaults
  record(asked: Asked): void
}

type Ports = Readonly<Record<DoorName, number>>

/** The three doors of a site over TLS, and on demand the front end over plain http. */
export class Doors {
  readonly #settings: DoorSettings
  readonly #listeners = new Map<DoorName, Listener>()
  #plain: Listener | undefined

  constructor(settings: DoorSettings) {
    this.#settings = settings
  }

  async open(ports: Ports, plainPort?: number): Promise<void> {
    const { site, certificates } = this.#settings
    for (const door of DOOR_NAMES) {
      const tls = this.#face(door, soundShape(certificates))
      const listener = await Listener.open({ port: ports[door], tls, listen: this.#reception(door) })
      this.#listeners.set(door, listener)
      site.origins.set(door, `https://${site.hosts[0]}:${listener.port}`)
    }
    if (plainPort === undefined) return
    this.#plain = await Listener.open({ port: plainPort, listen: this.#reception('proxy') })
    site.origins.set('plainProxy', `http://${site.hosts[0]}:${this.#plain.port}`)
  }

  /** Gives a door, or all, the TLS face of a fault, or its sound one. */
  async reshape(door: DoorName | undefined, fault?: TlsFaultName): Promise<void> {
    const { certificates } = this.#settings
    const shape = fault ? await TLS_FAULTS[fault].shape(certificates) : soundShape(certificates)
    for (const each of this.#named(door)) this.#listeners.get(each)?.reshape(this.#face(each, shape))
  }

  async refuse(door?: DoorName): Promise<void> {
    await Promise.all(this.#named(door).map(each => this.#listeners.get(each)?.refuse()))
  }

  async accept(door?: DoorName): Promise<void> {
    await Promise.all(this.#named(door).map(each => this.#listeners.get(each)?.accept()))
  }

  async close(): Promise<void> {
    await Promise.all([this.refuse(), this.#plain?.refuse()])
  }

  #named(door: DoorName | undefined): readonly DoorName[] {
    return door === undefined ? DOOR_NAMES : [door]
  }

  #reception(door: DoorName): ListenerSettings['listen'] {
    const { site, certificates, faults, record } = this.#settings
    const root = new X509Certificate(certificates.authority.pem)
    return receive({ door, root, faults, record, answer: question => ANSWERS[door](question, site) })
  }

  /** Only the services ask for a certificate; who refuses is the door itself unless TLS is to do it (qlik-sense-facts.md §5.4). */
  #face(door: DoorName, shape: TlsShape): NonNullable<ListenerSettings['tls']> {
    if (door === 'proxy') return shape
    const { site, certificates } = this.#settings
    return site.unknowns.noClientCertificate === 'tlsAlert'
      ? { ...shape, requestCert: true, rejectUnauthorized: true, ca: certificates.authority.pem }
      : { ...shape, requestCert: true, rejectUnauthorized: false, ca: [] }
  }
}
