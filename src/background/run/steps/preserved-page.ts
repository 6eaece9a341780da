import { hubUrl } from '#protocol/hub-urls'
import { parseHubUrl } from '#shared/hub-location'

/**
 * The address of a page that a tab shows, on another virtual proxy of its site: the same app, the same sheet. Undefined for what
 * is no page of Qlik Sense's users: a login, a service, another product.
 */
export function toPreservedPageUrl(url: string | undefined, hub: string, prefix: string): string | undefined {
  const hubLocation = parseHubUrl(url, hub)
  if (url === undefined || hubLocation?.kind !== 'page') return undefined
  const address = new URL(url)
  const search = stripCredentialParameters(address)
  // The hub's own address has one form, whatever the tab shows.
  const isHub = /^\/hub\/?$/i.test(hubLocation.path) && search === ''
  const baseUrl = isHub
    ? hubUrl(hub, prefix)
    : `${hub}${prefix === '' ? '' : `/${prefix}`}${hubLocation.path}${search}`
  return baseUrl + stripCredentialHash(address.hash)
}

/** A ticket, or whatever else lets somebody in, belongs to the user before (docs/facts/qlik-sense.md §1.4). */
const credentialPattern = /ticket|token|target|session|resturi|jwt|password/i

function stripCredentialParameters({ search, searchParams }: URL): string {
  const all = [...searchParams]
  const remaining = all.filter(([name]) => !credentialPattern.test(name))
  if (remaining.length === all.length) return search
  return remaining.length === 0 ? '' : `?${new URLSearchParams(remaining)}`
}

const stripCredentialHash = (hash: string): string => (credentialPattern.test(hash) ? '' : hash)
