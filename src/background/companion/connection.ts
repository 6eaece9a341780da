import { toFinding } from '#protocol/findings/to-finding'
import type { Site } from '#protocol/site'
import type { CompanionState } from '#shared/state'
import type { NativePort } from '../browser/native-port.ts'
import { type CompanionClient, type ExtensionInfo, handshake } from './client.ts'

export interface CompanionConnectionDeps {
  openPort(): NativePort
  extension: ExtensionInfo
  /** Receives each change of the connection, and the sites as soon as the companion is ready. */
  publish(state: CompanionState): void
}

/**
 * Owns the only companion of the worker: starts it on demand and stops it on {@link disconnect}.
 */
export class CompanionConnection {
  readonly #deps: CompanionConnectionDeps
  #current: Promise<CompanionClient> | undefined

  constructor(deps: CompanionConnectionDeps) {
    this.#deps = deps
  }

  /**
   * Returns the companion and starts it if necessary. Throws COMPANION_*, VERSION_MISMATCH or
   * CONFIG_INVALID.
   */
  connect(): Promise<CompanionClient> {
    return this.#connect(false)
  }

  /**
   * Reads and publishes the current sites. With `quietly`, does not publish the state "connecting".
   * Throws what {@link connect} throws.
   */
  async fetchSites(quietly = false): Promise<Site[]> {
    const companion = await this.#connect(quietly)
    return this.#publishSites(companion).catch((reason: unknown) => {
      this.#deps.publish({ status: 'failed', finding: toFinding(reason) })
      throw reason
    })
  }

  disconnect(): void {
    const closing = this.#current
    this.#current = undefined
    closing?.then(
      companion => companion.close(),
      () => {}, // It never started.
    )
  }

  #connect(quietly: boolean): Promise<CompanionClient> {
    this.#current ??= this.#start(quietly)
    return this.#current
  }

  #start(quietly: boolean): Promise<CompanionClient> {
    const { openPort, extension, publish } = this.#deps
    if (!quietly) publish({ status: 'connecting' })
    const starting = this.#handshakeAndPublishSites(openPort(), extension)
    const handleDisconnect = (reason: unknown): void => {
      if (this.#current !== starting) return
      this.#current = undefined
      publish({ status: 'failed', finding: toFinding(reason) })
    }
    starting.then(companion => companion.onDisconnect(handleDisconnect), handleDisconnect)
    return starting
  }

  async #handshakeAndPublishSites(port: NativePort, extension: ExtensionInfo): Promise<CompanionClient> {
    const companion = await handshake(port, extension)
    try {
      await this.#publishSites(companion)
      return companion
    } catch (thrown) {
      companion.close()
      throw thrown
    }
  }

  async #publishSites(companion: CompanionClient): Promise<Site[]> {
    const { version, extensionFolder, invocation } = companion
    const { sites } = await companion.request('sites', {})
    const known = { ...(extensionFolder && { extensionFolder }), ...(invocation && { invocation }) }
    this.#deps.publish({ status: 'ready', version, sites, ...known })
    return sites
  }
}
