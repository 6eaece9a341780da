/** Splits `host:port`. An IPv6 host loses its brackets. */
export function parseAddress(address: string): { host: string; port: number } {
  const separator = address.lastIndexOf(':')
  return {
    host: address.slice(0, separator).replace(/^\[(.*)\]$/, '$1'),
    port: Number(address.slice(separator + 1)),
  }
}
