import { failure, HubpassError } from '#protocol/errors'
import { reasonOfFinding } from '#protocol/findings/to-finding'
import type { ServedVirtualProxy } from '#protocol/virtual-proxy'
import { readAbout } from '../../qlik/qrs/about.ts'
import { connectToQrs } from '../../qlik/qrs/client.ts'
import { readVirtualProxies } from '../../qlik/qrs/virtual-proxies.ts'
import type { Check, CheckOutcome } from '../check.ts'
import { compareProxyNodes, findProxyNodes, type ProxyNodesFound } from './proxy-nodes.ts'
import type { SiteProbe } from './site-probe.ts'
import { describeSettings, findIssues } from './virtual-proxy-issues.ts'

/** Checks the Repository Service and the settings that it reports. A sign-in does not need it. */
export const createQrsCheck = (probe: SiteProbe): Check => ({
  id: 'qrs',
  title: 'Repository (QRS)',
  needs: ['credential'],
  isOptional: true,
  run: signal => checkQrs(probe, signal),
})

/** Throws QRS_UNAVAILABLE with the reason. */
async function checkQrs({ site }: SiteProbe, signal: AbortSignal): Promise<CheckOutcome> {
  try {
    const qrs = await connectToQrs(site)
    const { buildVersion, node } = await readAbout(qrs, { signal })
    const virtualProxies = await readVirtualProxies(qrs, { signal })
    const proxyNodes = await findProxyNodes(site, virtualProxies, signal)
    const where = node === undefined ? '' : `, ${node} node`
    return {
      note: `answers, build ${buildVersion}${where}`,
      followUpChecks: createFollowUpChecks(site.id, virtualProxies, proxyNodes),
    }
  } catch (error) {
    if (!(error instanceof HubpassError) || error.code === 'CANCELLED') throw error
    const { code, finding } = error
    const accepted = finding.details.accepted === true ? { accepted: true as const } : {}
    throw failure(
      'QRS_UNAVAILABLE',
      { address: site.qrs, reason: reasonOfFinding(finding), because: code, ...accepted },
      error,
    )
  }
}

/** Returns a check for each virtual proxy and one for the proxy nodes. */
const createFollowUpChecks = (
  site: string,
  virtualProxies: readonly ServedVirtualProxy[],
  proxyNodes: ProxyNodesFound,
): Check[] => [
  { id: 'proxy-node', site, title: 'Proxy node', run: () => compareProxyNodes(proxyNodes) },
  ...virtualProxies.map(virtualProxy => ({
    id: `virtual-proxy:${virtualProxy.prefix}`,
    site,
    title: `Virtual proxy ${virtualProxy.prefix || '(default)'}`,
    run: () => ({
      note: describeSettings(virtualProxy, proxyNodes.hub),
      warnings: findIssues(virtualProxy, proxyNodes),
    }),
  })),
]
