import type { KeyObject, X509Certificate } from 'node:crypto'
import { failure } from '#protocol/errors'
import type { Locations } from './key-material.ts'

/** Where a pair comes from, and the only certificate that may be chosen, if it was named. */
interface PairSource extends Pick<Locations, 'certificate' | 'key'> {
  thumbprint?: string | undefined
}

/** A client certificate with its key, and the other certificates of the same file. */
interface Pair {
  certificate: X509Certificate
  key: KeyObject
  others: X509Certificate[]
}

/**
 * Returns the certificate that belongs to a key. Files contain certificates and keys in any order. Of
 * several, returns the one with the thumbprint, or else the one that is valid now, or else the
 * newest. Throws KEY_MISMATCH and CERTIFICATE_NOT_FOUND.
 */
export function choosePair(
  certificates: readonly X509Certificate[],
  keys: readonly KeyObject[],
  { certificate: path, key: keyPath, thumbprint }: PairSource,
): Pair {
  const pairs = keys.flatMap(key =>
    certificates
      .filter(certificate => certificate.checkPrivateKey(key))
      .map(certificate => ({ certificate, key })),
  )
  if (pairs.length === 0) throw failure('KEY_MISMATCH', { certificate: path, key: keyPath })
  const [best] = pairs
    .filter(({ certificate }) => thumbprint === undefined || toThumbprint(certificate) === thumbprint)
    .sort((one, other) => rank(other.certificate) - rank(one.certificate))
  if (best === undefined)
    throw failure('CERTIFICATE_NOT_FOUND', {
      wanted: [],
      found: pairs.map(({ certificate }) => `${path}: ${toThumbprint(certificate)}`),
      thumbprint,
    })
  return { ...best, others: certificates.filter(other => other !== best.certificate) }
}

/** Returns the SHA-1 hash of a certificate as Windows displays it. */
export const toThumbprint = ({ fingerprint }: X509Certificate): string => fingerprint.replaceAll(':', '')

/** Ranks valid certificates above all others, then by the end of their validity. */
function rank({ validFrom, validTo }: X509Certificate): number {
  const [from, to, now] = [Date.parse(validFrom), Date.parse(validTo), Date.now()]
  return from <= now && now <= to ? to : to - Number.MAX_SAFE_INTEGER
}
