import { abortable } from '../../util/abort.ts'

const { lookup } = await import('node:dns/promises')

/** The addresses of a host. Throws what the resolver says. */
export async function resolveAddresses(host: string, signal: AbortSignal): Promise<string[]> {
  const found = await abortable(lookup(host, { all: true }), signal)
  return [...new Set(found.map(({ address }) => address))]
}
