import { isHttps } from '#protocol/site'

/** Returns `host:port` of a hub. */
export function toHubAddress(hub: string): string {
  const { hostname, port } = new URL(hub)
  return `${hostname}:${port || (isHttps(hub) ? 443 : 80)}`
}
