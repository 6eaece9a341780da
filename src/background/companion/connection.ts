import type { Site } from '#protocol/site'
import { toFinding } from '#protocol/to-finding'
import type { CompanionState } from '#shared/state'
import type { NativePort } from '../browser/native-port.ts'
import { type CompanionClient, type ExtensionInfo, handshake } from './client.ts'

/** The one companion of the background: started when somebody needs it, ended when nobody does. */
export interface CompanionConnection {
  /** The greeted companion, started if it is not there. Throws COMPANION_*, VERSION_MISMATCH or CONFIG_INVALID. */
  connect(): Promise<CompanionClient>
  /** Its sites as they are now, published too; quietly: not that it is looked for. Throws what {@link connect} throws. */
  fetchSites(quietly?: boolean): Promise<Site[]>
  disconnect(): void
}

/** `publish` is told each change, and learns the sites as soon as the companion is there. */
export function createCompanionConnection(
  openPort: () => NativePort,
  extension: ExtensionInfo,
  publish: (state: CompanionState) => void,
): CompanionConnection {
  let current: Promise<CompanionClient> | undefined

  const start = (quietly: boolean): Promise<CompanionClient> => {
    if (!quietly) publish({ status: 'connecting' })
    const starting = handshakeAndPublishSites(openPort(), extension)
    const handleDisconnect = (reason: unknown): void => {
      if (current !== starting) return
      current = undefined
      publish({ status: 'failed', finding: toFinding(reason) })
    }
    starting.then(companion => companion.onDisconnect(handleDisconnect), handleDisconnect)
    return starting
  }

  const handshakeAndPublishSites = async (
    port: NativePort,
    extension: ExtensionInfo,
  ): Promise<CompanionClient> => {
    const companion = await handshake(port, extension)
    try {
      await publishSites(companion)
      return companion
    } catch (thrown) {
      companion.close()
      throw thrown
    }
  }

  const publishSites = async ({ version, request }: CompanionClient): Promise<Site[]> => {
    const { sites } = await request('sites', {})
    publish({ status: 'ready', version, sites })
    return sites
  }

  const connect = (quietly = false): Promise<CompanionClient> => {
    current ??= start(quietly)
    return current
  }

  return {
    connect: () => connect(),
    async fetchSites(quietly) {
      const companion = await connect(quietly)
      return publishSites(companion).catch((reason: unknown) => {
        publish({ status: 'failed', finding: toFinding(reason) })
        throw reason
      })
    },
    disconnect() {
      const closing = current
      current = undefined
      closing?.then(
        companion => companion.close(),
        () => {}, // It never came.
      )
    },
  }
}
