import type { SecureContextOptions } from 'node:tls'

const tls = await import('node:tls')

/** Declares what Node 22.15 introduced and the types lack. */
interface SystemRoots {
  getCACertificates?(type: 'default' | 'system'): string[]
}

/**
 * Returns the authorities that browsers of this system know, as far as Node can read them. Browsers
 * on Windows and macOS add the roots of the system. Those on Linux have lists of their own
 * (docs/facts/browsers-and-node.md §8), so that a root in `/etc/ssl/certs` says nothing about them.
 */
export function readSystemRoots(): Pick<SecureContextOptions, 'ca'> {
  const { getCACertificates } = tls as typeof tls & SystemRoots
  return process.platform === 'linux' || getCACertificates === undefined
    ? {}
    : { ca: [...getCACertificates('default'), ...getCACertificates('system')] }
}
