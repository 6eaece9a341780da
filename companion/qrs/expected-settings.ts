import type { VirtualProxy as Told } from '#protocol/commands'
import { findingFrom } from '#protocol/errors'
import type { ServedVirtualProxy } from '#protocol/virtual-proxy'
import { abortable } from '../abortable.ts'
import type { SiteConfiguration } from '../config/schema.ts'
import { connectToQrs, type QrsLimits } from './client.ts'
import { readVirtualProxies } from './virtual-proxies.ts'

/** A sign-in does not wait longer for settings that it can do without. */
const patienceMs = 1_500

/** What was learnt, or could not be learnt, holds for that long: a click waits once for a site whose QRS is closed to us. */
const rememberedMs = 30_000

/**
 * The settings of a virtual proxy, for who wants to know and need not: says why there are none, and never throws. An abort
 * ends the waiting at once.
 */
export async function expectedSettings(
  site: SiteConfiguration,
  prefix: string,
  signal: AbortSignal,
): Promise<Omit<Told, 'prefix'>> {
  try {
    const virtualProxies = await abortable(virtualProxiesOf(site), signal)
    const virtualProxy = virtualProxies.find(each => each.prefix === prefix)
    if (virtualProxy === undefined)
      return { settingsMissing: `${site.qrs} has no virtual proxy of that prefix.` }
    const { prefix: _, proxies: __, ...settings } = virtualProxy
    return { settings }
  } catch (thrown) {
    const finding = findingFrom(thrown)
    return { settingsMissing: finding.message, settingsFinding: finding }
  }
}

const remembered = new Map<string, { until: number; virtualProxies: Promise<ServedVirtualProxy[]> }>()

/** Clicks that come together share the question. */
function virtualProxiesOf(site: SiteConfiguration): Promise<ServedVirtualProxy[]> {
  const key = JSON.stringify([site.qrs, site.tlsServerName, site.credential])
  const known = remembered.get(key)
  if (known !== undefined && Date.now() < known.until) return known.virtualProxies
  const virtualProxies = ask(site)
  remembered.set(key, { until: Date.now() + rememberedMs, virtualProxies })
  return virtualProxies
}

async function ask(site: SiteConfiguration): Promise<ServedVirtualProxy[]> {
  const deadline = Date.now() + patienceMs
  const limits: QrsLimits = {
    signal: new AbortController().signal,
    // What is left for the next question.
    get timeoutMs() {
      return Math.max(1, deadline - Date.now())
    },
  }
  return readVirtualProxies(await connectToQrs(site), limits)
}
