import { isHostAccepted } from '#protocol/accepted-hosts'
import type { EngineAnswer } from '#protocol/engine-answer'
import { getHost } from '#protocol/site'
import type { ServedVirtualProxy } from '#protocol/virtual-proxy'
import { abortable } from '../../util/abort.ts'
import { getVirtualProxies } from '../qrs/cached-settings.ts'
import type { FetchedToken } from './fetch-token.ts'
import type { EngineQuestion } from './question.ts'

/**
 * Decides by the settings in QRS whether the origin or the token is refused, because both have the same
 * status (docs/facts/qlik-sense.md §2.3). Another handshake with another origin could connect, and have
 * an effect that the hub has not.
 */
export async function explainForbidden(
  { site, prefix }: Pick<EngineQuestion, 'site' | 'prefix'>,
  { token, isUnknownAddress }: Pick<FetchedToken, 'token' | 'isUnknownAddress'>,
  signal: AbortSignal,
): Promise<EngineAnswer['outcome']> {
  const virtualProxies = await abortable(getVirtualProxies(site), signal).catch(() => [])
  const virtualProxy = virtualProxies.find(each => each.prefix === prefix)
  const acceptance = virtualProxy && judgeOrigin(getHost(site.hub), virtualProxy)
  if (acceptance === 'unlisted') return 'originRefused'
  if (isUnknownAddress) return 'forbidden'
  return token === undefined || acceptance === 'listed' ? 'tokenRefused' : 'forbidden'
}

/** Whether the names of the machine count as an origin is not known. */
function judgeOrigin(host: string, { hostAllowList, proxies }: ServedVirtualProxy) {
  if (isHostAccepted(host, { hostAllowList: hostAllowList ?? [] })) return 'listed'
  return isHostAccepted(host, { proxies }) || proxies.length === 0 ? 'ownName' : 'unlisted'
}
