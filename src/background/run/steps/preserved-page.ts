import { hubUrl, withPrefix } from '#protocol/site'
import { parseHubUrl } from '#shared/hub-location'

/**
 * Returns the address of the tab's page on another virtual proxy of the site: the same app and
 * sheet. Returns undefined for logins, services and other products.
 */
export function toPreservedPageUrl(url: string | undefined, hub: string, prefix: string): string | undefined {
  const hubLocation = parseHubUrl(url, hub)
  if (url === undefined || hubLocation?.kind !== 'page') return undefined
  const address = new URL(url)
  const search = stripCredentialParameters(address)
  // The hub has one canonical address.
  const isHub = /^\/hub\/?$/i.test(hubLocation.path) && search === ''
  const baseUrl = isHub ? hubUrl(hub, prefix) : `${withPrefix(hub, prefix)}${hubLocation.path}${search}`
  return baseUrl + stripCredentialHash(address.hash)
}

/** Tickets and other credentials belong to the previous user (docs/facts/qlik-sense.md §1.4). */
const credentialPattern = /ticket|token|target|session|resturi|jwt|password/i

function stripCredentialParameters({ search, searchParams }: URL): string {
  const all = [...searchParams]
  const remaining = all.filter(([name]) => !credentialPattern.test(name))
  if (remaining.length === all.length) return search
  return remaining.length === 0 ? '' : `?${new URLSearchParams(remaining)}`
}

const stripCredentialHash = (hash: string): string => (credentialPattern.test(hash) ? '' : hash)
