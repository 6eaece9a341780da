import type { X509Certificate } from 'node:crypto'
import { failure } from '#protocol/errors'
import type { KeyMaterial } from './key-material.ts'

/** Throws KEY_MISMATCH. A key that cannot leave its store was paired by that store. */
export function checkKeyMatches({ locations, certificate, key }: KeyMaterial): void {
  if (key === undefined || certificate.checkPrivateKey(key)) return
  throw failure('KEY_MISMATCH', { certificate: locations.certificate, key: locations.key })
}

/** Throws CERTIFICATE_EXPIRED, CERTIFICATE_NOT_YET_VALID. */
export function checkValidity(path: string, certificate: X509Certificate, now = Date.now()): void {
  const validFrom = new Date(certificate.validFrom)
  const validTo = new Date(certificate.validTo)
  if (now > validTo.getTime()) throw failure('CERTIFICATE_EXPIRED', { path, validTo: validTo.toISOString() })
  if (now < validFrom.getTime())
    throw failure('CERTIFICATE_NOT_YET_VALID', { path, validFrom: validFrom.toISOString() })
}

/** Throws CERTIFICATE_NOT_FROM_SITE if no chain of names and signatures leads to a root. */
export function checkIssuer({ locations, certificate, chain, roots }: KeyMaterial): void {
  // Without roots, Windows decides which servers to trust.
  if (roots.length === 0 || isChainedTo(roots, certificate, chain)) return
  throw failure('CERTIFICATE_NOT_FROM_SITE', {
    path: locations.certificate,
    issuer: readCommonName(certificate.issuer),
    rootPath: locations.root,
    root: roots.map(root => readCommonName(root.subject)).join(', '),
  })
}

/** Uses each certificate of the chain at most once, so that a circle ends too. */
function isChainedTo(
  roots: X509Certificate[],
  certificate: X509Certificate,
  chain: X509Certificate[],
): boolean {
  if (roots.some(root => isIssuer(root, certificate))) return true
  return chain.some(
    next =>
      isIssuer(next, certificate) &&
      isChainedTo(
        roots,
        next,
        chain.filter(other => other !== next),
      ),
  )
}

/** Also verifies the signature, because a reinstalled site has a new root of the same name. */
const isIssuer = (issuer: X509Certificate, certificate: X509Certificate): boolean =>
  certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)

const readCommonName = (name: string): string => /^CN=(.*)$/m.exec(name)?.[1] ?? name.replaceAll('\n', ', ')
