import { failure } from '#protocol/errors'
import type { KeyMaterial } from './key-material.ts'

/** Throws KEY_MISMATCH. A key that cannot leave its store was paired by that store. */
export function checkKeyMatches({ locations, certificate, key }: KeyMaterial): void {
  if (key === undefined || certificate.checkPrivateKey(key)) return
  throw failure('KEY_MISMATCH', { certificate: locations.certificate, key: locations.key })
}
