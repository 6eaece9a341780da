import { failure, HubpassError } from '#protocol/errors'
import { findingGroups } from '#protocol/findings/index'
import { findingOf, reasonOfFinding } from '#protocol/findings/to-finding'
import { isHttps } from '#protocol/site'
import type { SiteConfiguration } from '../../config/schema.ts'
import { toHubAddress } from '../../qlik/hub/address.ts'
import type { Check, CheckOutcome } from '../check.ts'
import { tryTcp, unverifiedEndpoint } from './connect.ts'
import { type HubCertificate, readHubCertificate, toDistrustFinding } from './hub-certificate.ts'
import type { SiteProbe } from './site-probe.ts'

/** Checks whether the hub can be reached. The browser decides whether to trust its certificate. */
export const createHubCheck = (probe: SiteProbe): Check => ({
  id: 'hub',
  title: 'Hub',
  run: signal => checkHub(probe, signal),
})

/** Throws HUB_UNREACHABLE. */
async function checkHub({ site, credential }: SiteProbe, signal: AbortSignal): Promise<CheckOutcome> {
  const { hub } = site
  try {
    if (isHttps(hub)) return describeCertificate(site, await readHubCertificate(hub, credential, signal))
    await tryTcp(unverifiedEndpoint(toHubAddress(hub)), signal)
    return { note: `${hub} answers without TLS; cookie names end in -HTTP` }
  } catch (error) {
    return toUnreachableOutcome(hub, error)
  }
}

/**
 * Warns of a certificate that no browser trusts. Only the browser can tell whether it trusts a
 * private root.
 */
function describeCertificate(site: SiteConfiguration, certificate: HubCertificate): CheckOutcome {
  const { distrust, issuer, validTo } = certificate
  const note = privateRootNotes[distrust?.reason ?? '']?.(issuer)
  const finding = note === undefined ? toDistrustFinding(site, certificate) : undefined
  return finding === undefined
    ? { note: `${site.hub} answers; its certificate is valid until ${validTo.slice(0, 10)}${note ?? ''}` }
    : { warnings: [finding] }
}

const privateRootNotes: Partial<Record<string, (issuer: string) => string>> = {
  siteRoot: issuer => `; the browser must trust the site's own root, ${issuer}`,
  untrustedRoot: issuer => `; only the browser can verify it (issued by ${issuer})`,
  selfSigned: () => '; it is self-signed, and only the browser can verify it',
}

/** Only warns if the browser may still succeed, because it can use a proxy. */
function toUnreachableOutcome(hub: string, error: unknown): CheckOutcome {
  if (!(error instanceof HubpassError) || !Object.hasOwn(findingGroups.network, error.code)) throw error
  const reason = reasonOfFinding(error.finding)
  if (isUnanswered(error)) return { warnings: [findingOf('HUB_UNREACHABLE', { hub, reason, direct: true })] }
  throw failure('HUB_UNREACHABLE', { hub, reason }, error)
}

/** Returns whether nothing accepted the connection. */
const isUnanswered = ({ code, finding }: HubpassError): boolean =>
  ['HOST_NOT_FOUND', 'CONNECTION_REFUSED'].includes(code) ||
  (code === 'TIMEOUT' && finding.details.accepted !== true)
