import type { X509Certificate } from 'node:crypto'
import { failure } from '#protocol/errors'

/** Throws CERTIFICATE_EXPIRED, CERTIFICATE_NOT_YET_VALID. */
export function checkValidity(path: string, certificate: X509Certificate, now = Date.now()): void {
  const validFrom = new Date(certificate.validFrom)
  const validTo = new Date(certificate.validTo)
  if (now > validTo.getTime()) throw failure('CERTIFICATE_EXPIRED', { path, validTo: validTo.toISOString() })
  if (now < validFrom.getTime())
    throw failure('CERTIFICATE_NOT_YET_VALID', { path, validFrom: validFrom.toISOString() })
}
