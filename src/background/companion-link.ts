import { findingFrom } from '#protocol/errors'
import type { Site } from '#protocol/site'
import type { CompanionState } from '#shared/state'
import type { NativePort } from './browser/native-port.ts'
import { type Companion, type Extension, greet } from './companion.ts'

/** The one companion of the background: started when somebody needs it, ended when nobody does. */
export interface CompanionLink {
  /** The greeted companion, started if it is not there. Throws COMPANION_*, VERSION_MISMATCH or CONFIG_INVALID. */
  connect(): Promise<Companion>
  /** Its sites as they are now, published too; quietly: not that it is looked for. Throws what {@link connect} throws. */
  sites(quietly?: boolean): Promise<Site[]>
  disconnect(): void
}

/** `publish` is told each change, and learns the sites as soon as the companion is there. */
export function createCompanionLink(
  openPort: () => NativePort,
  extension: Extension,
  publish: (state: CompanionState) => void,
): CompanionLink {
  let current: Promise<Companion> | undefined

  const start = (quietly: boolean): Promise<Companion> => {
    if (!quietly) publish({ status: 'connecting' })
    const starting = introduce(openPort(), extension)
    const lost = (reason: unknown): void => {
      if (current !== starting) return
      current = undefined
      publish({ status: 'failed', finding: findingFrom(reason) })
    }
    starting.then(companion => companion.onGone(lost), lost)
    return starting
  }

  const introduce = async (port: NativePort, extension: Extension): Promise<Companion> => {
    const companion = await greet(port, extension)
    try {
      await tellSites(companion)
      return companion
    } catch (thrown) {
      companion.close()
      throw thrown
    }
  }

  const tellSites = async ({ version, request }: Companion): Promise<Site[]> => {
    const { sites } = await request('sites', {})
    publish({ status: 'ready', version, sites })
    return sites
  }

  const connect = (quietly = false): Promise<Companion> => {
    current ??= start(quietly)
    return current
  }

  return {
    connect: () => connect(),
    async sites(quietly) {
      const companion = await connect(quietly)
      return tellSites(companion).catch((reason: unknown) => {
        publish({ status: 'failed', finding: findingFrom(reason) })
        throw reason
      })
    },
    disconnect() {
      const leaving = current
      current = undefined
      leaving?.then(
        companion => companion.close(),
        () => {}, // It never came.
      )
    },
  }
}
