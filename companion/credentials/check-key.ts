import type { KeyObject, X509Certificate } from 'node:crypto'
import { failure } from '#protocol/errors'
import type { PemCredential } from '../config/schema.ts'

/** Throws KEY_MISMATCH. */
export function checkKeyFits(source: PemCredential, certificate: X509Certificate, key: KeyObject): void {
  if (certificate.checkPrivateKey(key)) return
  throw failure('KEY_MISMATCH', { certificate: source.certificate, key: source.key })
}
