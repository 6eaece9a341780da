import { english } from '#messages/english'
import { formatMessage } from '#messages/format'
import { type Message, message } from '#messages/message'
import { toFinding } from '#protocol/findings/to-finding'
import type { ServedVirtualProxy, VirtualProxy } from '#protocol/virtual-proxy'
import type { SiteConfiguration } from '../../config/schema.ts'
import { abortable } from '../../util/abort.ts'
import { connectToQrs } from './client.ts'
import { createDeadline } from './deadline.ts'
import { readVirtualProxies } from './virtual-proxies.ts'

/** A person who signs in waits no longer for settings, because a sign-in works without them. */
const personDeadlineMs = 1_500

/** An unattended run waits so long, because it judges the settings, or hands over cookies that need them. */
export const unattendedDeadlineMs = 10_000

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
  deadlineMs = personDeadlineMs,
): Promise<Omit<VirtualProxy, 'prefix'>> {
  try {
    const virtualProxies = await abortable(getVirtualProxies(site, deadlineMs), signal)
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
 * within the deadline. Shares one request among sign-ins at the same time. The credential comes
 * first: its failure is not cached, and a passphrase may take longer to type than the deadline.
 */
export async function getVirtualProxies(
  site: SiteConfiguration,
  deadlineMs = personDeadlineMs,
): Promise<ServedVirtualProxy[]> {
  const key = JSON.stringify([site.qrs, site.tlsServerName, site.credential])
  const known = findCached(key)
  if (known !== undefined) return known
  const qrs = await connectToQrs(site)
  // Another sign-in may have asked meanwhile.
  const asked = findCached(key)
  if (asked !== undefined) return asked
  const virtualProxies = readVirtualProxies(qrs, createDeadline(new AbortController().signal, deadlineMs))
  cache.set(key, { until: Date.now() + cacheLifetimeMs, virtualProxies })
  return virtualProxies
}

function findCached(key: string): Promise<ServedVirtualProxy[]> | undefined {
  const cached = cache.get(key)
  return cached !== undefined && Date.now() < cached.until ? cached.virtualProxies : undefined
}
