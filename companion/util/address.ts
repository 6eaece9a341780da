import { domainToASCII } from 'node:url'

/** Splits `host:port`. An IPv6 host loses its brackets, and `münchen.de` becomes `xn--mnchen-3ya.de`. */
export function parseAddress(address: string): { host: string; port: number } {
  const separator = address.lastIndexOf(':')
  return {
    host: toAsciiHost(address.slice(0, separator).replace(/^\[(.*)\]$/, '$1')),
    port: Number(address.slice(separator + 1)),
  }
}

/**
 * Returns a host name as certificates, SNI and headers have it. Returns a name without such a form
 * as it is; the resolver does not find it.
 */
export const toAsciiHost = (host: string): string =>
  /^[\0-\x7f]*$/.test(host) ? host : domainToASCII(host) || host
