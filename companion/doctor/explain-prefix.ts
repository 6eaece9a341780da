import { failure, HubpassError } from '#protocol/errors'
import { requireSite } from '../config/configuration.ts'

/** A command that failed does not wait longer for an explanation. */
const deadlineMs = 2_000

/**
 * Runs a command for a site. If Qlik Sense does not know the prefix, asks QRS why: throws
 * VIRTUAL_PROXY_NOT_LINKED for a virtual proxy that this proxy does not serve, or
 * VIRTUAL_PROXY_UNKNOWN with the prefixes that it serves.
 */
export async function withExplainedPrefix<T>(siteId: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof HubpassError) || error.code !== 'VIRTUAL_PROXY_UNKNOWN') throw error
    throw await explain(error, siteId).catch(() => error)
  }
}

async function explain(error: HubpassError, siteId: string): Promise<HubpassError> {
  const { prefix, status } = error.finding.details
  if (typeof prefix !== 'string' || typeof status !== 'number') return error
  const [{ connectToQrs }, { readVirtualProxies }, { findProxyNodes }, { findLinkIssue }] = await Promise.all(
    [
      import('../qlik/qrs/client.ts'),
      import('../qlik/qrs/virtual-proxies.ts'),
      import('./site/proxy-nodes.ts'),
      import('./site/virtual-proxy-issues.ts'),
    ],
  )
  const site = await requireSite(siteId)
  const signal = AbortSignal.timeout(deadlineMs)
  const virtualProxies = await readVirtualProxies(await connectToQrs(site), { signal })
  const nodes = await findProxyNodes(site, virtualProxies, signal)
  const virtualProxy = virtualProxies.find(each => each.prefix === prefix)
  if (virtualProxy === undefined) {
    const known = virtualProxies
      .filter(each => each.prefix !== '' && findLinkIssue(each, nodes) === undefined)
      .map(each => each.prefix)
    return failure('VIRTUAL_PROXY_UNKNOWN', { prefix, status, known }, error)
  }
  const issue = findLinkIssue(virtualProxy, nodes)
  return issue === undefined ? error : new HubpassError(issue, { cause: error })
}
