import type { Behaviors } from '../unverified-behaviors.ts'

/** The headers that an administrator adds for security, one a line as in the QMC. */
const SECURITY_HEADERS = [
  'Strict-Transport-Security: max-age=31536000; includeSubDomains',
  'X-Content-Type-Options: nosniff',
  "Content-Security-Policy: frame-ancestors 'self'",
  'Referrer-Policy: strict-origin-when-cross-origin',
  'Cache-Control: no-store',
].join('\n')

/** The settings of a virtual proxy that passes all session checks. */
export const HARDENED_VIRTUAL_PROXY = {
  hasSecureAttributeHttps: true,
  sameSiteAttributeHttps: 2,
  additionalResponseHeaders: SECURITY_HEADERS,
  extendedSecurityEnvironment: true,
} as const

/** The unverified behaviors that a site needs to pass all session checks. */
export const HARDENED_BEHAVIORS = {
  logoutNeeds: 'xrfkeyOrCsrfToken',
  logoutClearsCookie: 'yes',
} as const satisfies Partial<Behaviors>

/** The age of the oldest session of a hardened site, in inactivity timeouts. */
export const HARDENED_LIFETIME = 2
