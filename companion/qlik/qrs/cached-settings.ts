import { english } from '#messages/english'
import { formatMessage } from '#messages/format'
import { type Message, message } from '#messages/message'
import type { VirtualProxy as Told } from '#protocol/commands'
import { toFinding } from '#protocol/to-finding'
import type { ServedVirtualProxy } from '#protocol/virtual-proxy'
import type { SiteConfiguration } from '../../config/schema.ts'
import { abortable } from '../../util/abort.ts'
import { connectToQrs, type QrsRequestOptions } from './client.ts'
import { readVirtualProxies } from './virtual-proxies.ts'

/** A sign-in does not wait longer for settings that it can do without. */
const settingsDeadlineMs = 1_500

/** What was learnt, or could not be learnt, holds for that long: a click waits once for a site whose QRS is closed to us. */
const cacheLifetimeMs = 30_000

/**
 * The settings of a virtual proxy, for who wants to know and need not: says why there are none, and never throws. An abort
 * ends the waiting at once.
 */
export async function readSettingsWithinDeadline(
  site: SiteConfiguration,
  prefix: string,
  signal: AbortSignal,
): Promise<Omit<Told, 'prefix'>> {
  try {
    const virtualProxies = await abortable(getVirtualProxies(site), signal)
    const virtualProxy = virtualProxies.find(each => each.prefix === prefix)
    if (virtualProxy === undefined)
      return missing(message('reason.noVirtualProxyOfPrefix', { address: site.qrs }))
    const { prefix: _, proxies: __, ...settings } = virtualProxy
    return { settings }
  } catch (thrown) {
    const finding = toFinding(thrown)
    return { settingsMissing: finding.message, settingsFinding: finding }
  }
}

const missing = (reason: Message): Pick<Told, 'settingsMissing' | 'settingsReason'> => ({
  settingsMissing: formatMessage(english, reason),
  settingsReason: reason,
})

const cache = new Map<string, { until: number; virtualProxies: Promise<ServedVirtualProxy[]> }>()

/** Clicks that come together share the question. */
function getVirtualProxies(site: SiteConfiguration): Promise<ServedVirtualProxy[]> {
  const key = JSON.stringify([site.qrs, site.tlsServerName, site.credential])
  const cached = cache.get(key)
  if (cached !== undefined && Date.now() < cached.until) return cached.virtualProxies
  const virtualProxies = fetchVirtualProxies(site)
  cache.set(key, { until: Date.now() + cacheLifetimeMs, virtualProxies })
  return virtualProxies
}

async function fetchVirtualProxies(site: SiteConfiguration): Promise<ServedVirtualProxy[]> {
  const deadline = Date.now() + settingsDeadlineMs
  const options: QrsRequestOptions = {
    signal: new AbortController().signal,
    // What is left for the next question.
    get timeoutMs() {
      return Math.max(1, deadline - Date.now())
    },
  }
  return readVirtualProxies(await connectToQrs(site), options)
}
