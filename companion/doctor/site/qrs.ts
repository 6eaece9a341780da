import { failure, HubpassError } from '#protocol/errors'
import type { ServedVirtualProxy } from '#protocol/virtual-proxy'
import { readAbout } from '../../qrs/about.ts'
import { connectToQrs } from '../../qrs/client.ts'
import { readVirtualProxies } from '../../qrs/virtual-proxies.ts'
import type { Check, Passed } from '../check.ts'
import { judgeNodes, type NodesFound } from './judge-nodes.ts'
import { findNodes } from './nodes.ts'
import { describeSettings, doubtsAbout } from './virtual-proxy-doubts.ts'
import type { Way } from './way.ts'

/** The Repository Service and what it tells. Nobody needs it to sign in. */
export const qrsCheck = (way: Way): Check => ({
  id: 'qrs',
  title: 'Repository (QRS)',
  needs: ['credential'],
  isOptional: true,
  run: signal => checkQrs(way, signal),
})

/** Throws QRS_UNAVAILABLE, with the words of what was in the way. */
async function checkQrs({ site }: Way, signal: AbortSignal): Promise<Passed> {
  try {
    const qrs = await connectToQrs(site)
    const { buildVersion, node } = await readAbout(qrs, { signal })
    const virtualProxies = await readVirtualProxies(qrs, { signal })
    const found = await findNodes(site, virtualProxies, signal)
    const where = node === undefined ? '' : `, ${node} node`
    return {
      note: `answers, build ${buildVersion}${where}`,
      next: furtherChecks(site.id, virtualProxies, found),
    }
  } catch (error) {
    if (!(error instanceof HubpassError) || error.code === 'CANCELLED') throw error
    const { code, message, finding } = error
    const accepted = finding.details.accepted === true ? { accepted: true as const } : {}
    throw failure(
      'QRS_UNAVAILABLE',
      { address: site.qrs, reason: message, because: code, ...accepted },
      error,
    )
  }
}

/** A line for each virtual proxy, and one for the nodes. */
const furtherChecks = (
  site: string,
  virtualProxies: readonly ServedVirtualProxy[],
  found: NodesFound,
): Check[] => [
  { id: 'proxy-node', site, title: 'Proxy node', run: () => judgeNodes(found) },
  ...virtualProxies.map(virtualProxy => ({
    id: `virtual-proxy:${virtualProxy.prefix}`,
    site,
    title: `Virtual proxy ${virtualProxy.prefix || '(default)'}`,
    run: () => ({
      note: describeSettings(virtualProxy, found.hub),
      warnings: doubtsAbout(virtualProxy, found),
    }),
  })),
]
