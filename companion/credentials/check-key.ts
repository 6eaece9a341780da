import { failure } from '#protocol/errors'
import type { Material } from './material.ts'

/** Throws KEY_MISMATCH. A key that cannot leave its store was paired by that store. */
export function checkKeyFits({ places, certificate, key }: Material): void {
  if (key === undefined || certificate.checkPrivateKey(key)) return
  throw failure('KEY_MISMATCH', { certificate: places.certificate, key: places.key })
}
