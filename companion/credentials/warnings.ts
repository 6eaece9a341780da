import type { X509Certificate } from 'node:crypto'
import type { Finding } from '#protocol/findings/index'
import { findingOf } from '#protocol/findings/to-finding'

const dayMs = 24 * 60 * 60 * 1000
const warnBeforeMs = 30 * dayMs

/** Returns warnings about a certificate that can still be used. */
export function findWarnings(path: string, certificate: X509Certificate, now = Date.now()): Finding[] {
  return [...findExpiryWarning(path, certificate, now), ...findRoleWarning(path, certificate)]
}

function findExpiryWarning(path: string, { validTo }: X509Certificate, now: number): Finding[] {
  const end = new Date(validTo)
  const leftMs = end.getTime() - now
  if (leftMs > warnBeforeMs) return []
  const days = Math.max(0, Math.floor(leftMs / dayMs))
  return [findingOf('CERTIFICATE_EXPIRES_SOON', { path, validTo: end.toISOString(), days })]
}

/**
 * Only a warning: Qlik accepts a server certificate of its authority (docs/facts/qlik-sense.md
 * §5.4).
 */
function findRoleWarning(path: string, certificate: X509Certificate): Finding[] {
  const role = readQlikRole(certificate)
  return role === 'Client' ? [] : [findingOf('CERTIFICATE_NOT_FOR_CLIENTS', { path, role })]
}

/**
 * Returns the purpose that Qlik wrote into a certificate, such as "Client" or "Service". It is in
 * the extension 1.3.6.1.5.5.7.13.3 (docs/facts/qlik-sense.md §5.2), which Node does not expose.
 */
function readQlikRole({ raw }: X509Certificate): string | undefined {
  const [, length = '', rest = ''] = roleExtensionPattern.exec(raw.toString('hex')) ?? []
  const role = rest.slice(0, 2 * Number.parseInt(length, 16))
  return role === '' ? undefined : Buffer.from(role, 'hex').toString('latin1')
}

/**
 * In DER: object identifier, optional critical flag, octet string with a string, its length, the
 * rest.
 */
const roleExtensionPattern = /06082b06010505070d03(?:0101..)?04..(?:04|0c|13)(..)(.*)$/
