import type { X509Certificate } from 'node:crypto'
import type { Finding } from '#protocol/findings/index'
import { findingOf } from '#protocol/to-finding'
import { readQlikRole } from './qlik-role.ts'

const dayMs = 24 * 60 * 60 * 1000
const warnBeforeMs = 30 * dayMs

/** What does not keep a certificate from being used, and yet should be known. */
export function findWarnings(path: string, certificate: X509Certificate, now = Date.now()): Finding[] {
  return [...warnOfExpiry(path, certificate, now), ...warnOfRole(path, certificate)]
}

function warnOfExpiry(path: string, { validTo }: X509Certificate, now: number): Finding[] {
  const end = new Date(validTo)
  const leftMs = end.getTime() - now
  if (leftMs > warnBeforeMs) return []
  const days = Math.max(0, Math.floor(leftMs / dayMs))
  return [findingOf('CERTIFICATE_EXPIRES_SOON', { path, validTo: end.toISOString(), days })]
}

/** No more than a warning: a server's certificate of the same authority is accepted (docs/facts/qlik-sense.md §5.4). */
function warnOfRole(path: string, certificate: X509Certificate): Finding[] {
  const role = readQlikRole(certificate)
  return role === 'Client' ? [] : [findingOf('CERTIFICATE_NOT_FOR_CLIENTS', { path, role })]
}
