import { HubpassError } from '#protocol/errors'
import { qlikTimeoutMs } from '#protocol/limits'
import type { SiteConfiguration } from '../../config/schema.ts'
import { type Credential, loadCredential } from '../../credentials/load.ts'
import { doorTo } from '../../qps/door.ts'
import type { Answer, Door } from '../../qps/exchange.ts'
import { alivePath } from '../../qps/paths.ts'
import { callService } from '../../qps/service.ts'
import { once } from '../once.ts'

/** The way to a site as its checks share it: each part is found once. All of it throws the codes of the group credential. */
export interface Way {
  site: SiteConfiguration
  credential: () => Promise<Credential>
  /** To QPS, with our certificate. */
  door: () => Promise<Door>
  /** To QPS, without any certificate of ours. */
  bareDoor: () => Promise<Door>
  /** Whether QPS is alive, asked with our certificate. */
  asked: (signal: AbortSignal) => Promise<Asked>
}

/** How a question ended. */
export interface Asked {
  /** The handshake was over and the server's certificate good. */
  isReached: boolean
  answer?: Answer
  error?: HubpassError
}

export function wayTo(site: SiteConfiguration): Way {
  const credential = once(() => loadCredential(site.credential))
  const door = once(async () => {
    await credential()
    return doorTo(site, 'qps')
  })
  const bareDoor = once(async () => {
    const { withoutCertificate } = await credential()
    return { ...(await door()), secureContext: withoutCertificate(), withoutCertificate: undefined }
  })
  let asked: Promise<Asked> | undefined
  return {
    site,
    credential,
    door,
    bareDoor,
    asked: async signal => {
      asked ??= askAlive(await door(), signal)
      return asked
    },
  }
}

/**
 * Asks on a connection of its own: with a pool and TLS sessions that nobody has used, so that no socket that was opened with
 * another certificate answers in its place (peers-and-platform-facts §3.3). Never rejects but for bugs.
 */
export async function askAlive(door: Door, signal: AbortSignal): Promise<Asked> {
  let isReached = false
  const onReached = () => {
    isReached = true
  }
  const fresh = { ...door, fingerprint: crypto.randomUUID() }
  const question = { method: 'GET', path: alivePath } as const
  try {
    const answer = await callService(fresh, question, { signal, timeoutMs: qlikTimeoutMs, onReached })
    return { isReached: true, answer }
  } catch (thrown) {
    if (thrown instanceof HubpassError) return { isReached, error: thrown }
    throw thrown
  }
}
