import type { KeyObject, X509Certificate } from 'node:crypto'
import { failure } from '#protocol/errors'
import type { Locations } from './key-material.ts'

/** A client certificate with its key, and the other certificates of the same file. */
interface Pair {
  certificate: X509Certificate
  key: KeyObject
  others: X509Certificate[]
}

/**
 * Returns the certificate that belongs to a key. Files contain certificates and keys in any order. Of
 * several certificates for one key, returns the one that is valid now, or else the newest. Throws
 * KEY_MISMATCH.
 */
export function choosePair(
  certificates: readonly X509Certificate[],
  keys: readonly KeyObject[],
  { certificate: path, key: keyPath }: Pick<Locations, 'certificate' | 'key'>,
): Pair {
  const pairs = keys.flatMap(key =>
    certificates
      .filter(certificate => certificate.checkPrivateKey(key))
      .map(certificate => ({ certificate, key })),
  )
  const [best] = pairs.sort((one, other) => rank(other.certificate) - rank(one.certificate))
  if (best === undefined) throw failure('KEY_MISMATCH', { certificate: path, key: keyPath })
  return { ...best, others: certificates.filter(other => other !== best.certificate) }
}

/** Ranks valid certificates above all others, then by the end of their validity. */
function rank({ validFrom, validTo }: X509Certificate): number {
  const [from, to, now] = [Date.parse(validFrom), Date.parse(validTo), Date.now()]
  return from <= now && now <= to ? to : to - Number.MAX_SAFE_INTEGER
}
