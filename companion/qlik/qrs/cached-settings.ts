import { english } from '#messages/english'
import { formatMessage } from '#messages/format'
import { type Message, message } from '#messages/message'
import { toFinding } from '#protocol/findings/to-finding'
import type { ServedVirtualProxy, VirtualProxy } from '#protocol/virtual-proxy'
import type { SiteConfiguration } from '../../config/schema.ts'
import { abortable } from '../../util/abort.ts'
import { connectToQrs, type QrsClient } from './client.ts'
import { createDeadline } from './deadline.ts'
import { readVirtualProxies } from './virtual-proxies.ts'

/** A sign-in waits no longer for settings, because it works without them. */
const settingsDeadlineMs = 1_500

/** Also applies to failures, so that only the first sign-in waits for a closed QRS. */
const cacheLifetimeMs = 30_000

/**
 * Reads the optional settings of a virtual proxy. Never throws: returns a reason if there are none.
 * An abort ends the wait at once.
 */
export async function readSettingsWithinDeadline(
  site: SiteConfiguration,
  prefix: string,
  signal: AbortSignal,
): Promise<Omit<VirtualProxy, 'prefix'>> {
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

const missing = (reason: Message): Pick<VirtualProxy, 'settingsMissing' | 'settingsReason'> => ({
  settingsMissing: formatMessage(english, reason),
  settingsReason: reason,
})

const cache = new Map<string, { until: number; virtualProxies: Promise<ServedVirtualProxy[]> }>()

/**
 * Returns the virtual proxies of the site, as QRS listed them in the last 30 seconds or lists them
 * within a short deadline. Shares one request among sign-ins at the same time. The credential comes
 * first: its failure is not cached, and a passphrase may take longer to type than the deadline.
 */
export async function getVirtualProxies(site: SiteConfiguration): Promise<ServedVirtualProxy[]> {
  const key = JSON.stringify([site.qrs, site.tlsServerName, site.credential])
  const known = findCached(key)
  if (known !== undefined) return known
  const qrs = await connectToQrs(site)
  // Another sign-in may have asked meanwhile.
  const asked = findCached(key)
  if (asked !== undefined) return asked
  const virtualProxies = fetchVirtualProxies(qrs)
  cache.set(key, { until: Date.now() + cacheLifetimeMs, virtualProxies })
  return virtualProxies
}

function findCached(key: string): Promise<ServedVirtualProxy[]> | undefined {
  const cached = cache.get(key)
  return cached !== undefined && Date.now() < cached.until ? cached.virtualProxies : undefined
}

function fetchVirtualProxies(qrs: QrsClient): Promise<ServedVirtualProxy[]> {
  return readVirtualProxies(qrs, createDeadline(new AbortController().signal, settingsDeadlineMs))
}
