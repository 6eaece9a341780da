import type { SecureContext, SecureContextOptions } from 'node:tls'

// Awaited, not imported: in the built program a static import would load TLS before the first
// answer.
const tls = await import('node:tls')
const { constants } = await import('node:crypto')

/**
 * Creates a context for TLS 1.2 or later with the ciphers of Node. Options of Node in the environment
 * can demand TLS 1.3, but not allow less.
 */
export const createContext = (options: SecureContextOptions = {}): SecureContext =>
  tls.createSecureContext({
    minVersion: tls.DEFAULT_MIN_VERSION === 'TLSv1.3' ? 'TLSv1.3' : 'TLSv1.2',
    ciphers: constants.defaultCoreCipherList,
    ...options,
  })
