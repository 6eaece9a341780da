import { failure, HubpassError } from '#protocol/errors'
import { findingGroups, findingOf } from '#protocol/findings/index'
import type { Check, Passed } from '../check.ts'
import { doorWithoutTrust, tryTcp, tryTls } from './socket.ts'
import type { Way } from './way.ts'

/** Whether the hub can be reached from here. Whom to trust there is the browser's business, so that is said and no more. */
export const hubCheck = (way: Way): Check => ({
  id: 'hub',
  title: 'Hub',
  run: signal => checkHub(way, signal),
})

/** Throws HUB_UNREACHABLE. */
async function checkHub(way: Way, signal: AbortSignal): Promise<Passed> {
  const { hub } = way.site
  const { protocol, hostname, port } = new URL(hub)
  const isPlain = protocol === 'http:'
  const address = `${hostname}:${port || (isPlain ? 80 : 443)}`
  try {
    if (isPlain) await tryTcp(doorWithoutTrust(address), signal)
    else return { note: `${hub} answers, its certificate is ${await certificateOf(way, address, signal)}` }
    return { note: `${hub} answers, without TLS: cookie names end in -HTTP there` }
  } catch (error) {
    return unreachable(hub, error)
  }
}

/** Whether it is of the site's authority or of a public one; any other may be known to the browser alone. */
async function certificateOf(way: Way, address: string, signal: AbortSignal): Promise<string> {
  const ofSite = await way.credential().then(
    ({ withoutCertificate }) => [withoutCertificate()],
    () => [],
  )
  for (const trusted of [...ofSite, undefined])
    try {
      const { validTo } = await tryTls(doorWithoutTrust(address, trusted), signal)
      return `good until ${validTo.slice(0, 10)}`
    } catch (error) {
      if (!(error instanceof HubpassError) || error.code !== 'TLS_UNTRUSTED_ROOT') throw error
    }
  return 'of an authority that only the browser can judge'
}

/** A warning is what a browser would ask about, and what it may get round: it goes through a proxy where it has to, we do not. */
function unreachable(hub: string, error: unknown): Passed {
  if (!(error instanceof HubpassError) || !Object.hasOwn(findingGroups.network, error.code)) throw error
  if (/^TLS_(NAME|SERVER|WRONG)/.test(error.code)) return { warnings: [error.finding] }
  const reason = error.message.replace(/\.$/, '')
  if (isUnanswered(error)) return { warnings: [findingOf('HUB_UNREACHABLE', { hub, reason, direct: true })] }
  throw failure('HUB_UNREACHABLE', { hub, reason }, error)
}

/** Nobody was there to talk to. */
const isUnanswered = ({ code, finding }: HubpassError): boolean =>
  ['HOST_NOT_FOUND', 'CONNECTION_REFUSED'].includes(code) ||
  (code === 'TIMEOUT' && finding.details.accepted !== true)
