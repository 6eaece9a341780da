import { failure, HubpassError } from '#protocol/errors'
import { findingGroups } from '#protocol/findings/index'
import { findingOf, reasonOfFinding, toFinding } from '#protocol/findings/to-finding'
import type { Check, CheckOutcome } from '../check.ts'
import { tryTcp, tryTls, unverifiedEndpoint } from './connect.ts'
import type { SiteProbe } from './site-probe.ts'

/** Checks whether the hub can be reached. The browser decides whether to trust its certificate. */
export const createHubCheck = (probe: SiteProbe): Check => ({
  id: 'hub',
  title: 'Hub',
  run: signal => checkHub(probe, signal),
})

/** Throws HUB_UNREACHABLE. */
async function checkHub(probe: SiteProbe, signal: AbortSignal): Promise<CheckOutcome> {
  const { hub } = probe.site
  const { protocol, hostname, port } = new URL(hub)
  const isPlainHttp = protocol === 'http:'
  const address = `${hostname}:${port || (isPlainHttp ? 80 : 443)}`
  try {
    if (isPlainHttp) await tryTcp(unverifiedEndpoint(address), signal)
    else
      return {
        note: `${hub} answers; ${await describeCertificate(probe, address, signal)}`,
      }
    return { note: `${hub} answers without TLS; cookie names end in -HTTP` }
  } catch (error) {
    return toUnreachableOutcome(hub, error)
  }
}

/**
 * Verifies the certificate with the site's root and with public authorities. Only the browser knows
 * others.
 */
async function describeCertificate(probe: SiteProbe, address: string, signal: AbortSignal): Promise<string> {
  const siteContexts = await probe.credential().then(
    ({ createContextWithoutCertificate }) => [createContextWithoutCertificate()],
    () => [],
  )
  for (const secureContext of [...siteContexts, undefined])
    try {
      const { validTo } = await tryTls(unverifiedEndpoint(address, secureContext), signal)
      return `its certificate is valid until ${validTo.slice(0, 10)}`
    } catch (error) {
      if (!(error instanceof HubpassError) || error.code !== 'TLS_UNTRUSTED_ROOT') throw error
    }
  return 'only the browser can verify its certificate'
}

/**
 * Only warns if the browser may still succeed: it can ask the user about a certificate, or use a
 * proxy.
 */
function toUnreachableOutcome(hub: string, error: unknown): CheckOutcome {
  if (!(error instanceof HubpassError) || !Object.hasOwn(findingGroups.network, error.code)) throw error
  if (/^TLS_(NAME|SERVER|WRONG)/.test(error.code)) return { warnings: [toFinding(error)] }
  const reason = reasonOfFinding(error.finding)
  if (isUnanswered(error)) return { warnings: [findingOf('HUB_UNREACHABLE', { hub, reason, direct: true })] }
  throw failure('HUB_UNREACHABLE', { hub, reason }, error)
}

/** Returns whether nothing accepted the connection. */
const isUnanswered = ({ code, finding }: HubpassError): boolean =>
  ['HOST_NOT_FOUND', 'CONNECTION_REFUSED'].includes(code) ||
  (code === 'TIMEOUT' && finding.details.accepted !== true)
