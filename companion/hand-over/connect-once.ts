import type { SiteConfiguration } from '../config/schema.ts'
import { connectToQps, type QpsClient } from '../qlik/qps/client.ts'

/** A renewed certificate is used after this time. */
const lifetimeMs = 30_000

const clients = new Map<string, { until: number; client: Promise<QpsClient> }>()

/** Loads the credential of a site once in a while, not for each session. Failures are not kept. */
export async function connectOnce(site: SiteConfiguration): Promise<QpsClient> {
  const key = JSON.stringify(site)
  const known = clients.get(key)
  if (known !== undefined && Date.now() < known.until) return known.client
  const client = connectToQps(site)
  clients.set(key, { until: Date.now() + lifetimeMs, client })
  client.catch(() => clients.delete(key))
  return client
}
