import type { X509Certificate } from 'node:crypto'
import { failure } from '#protocol/errors'
import type { KeyMaterial } from './key-material.ts'

/** Throws CERTIFICATE_EXPIRED, CERTIFICATE_NOT_YET_VALID. */
export function checkValidity(path: string, certificate: X509Certificate, now = Date.now()): void {
  const validFrom = new Date(certificate.validFrom)
  const validTo = new Date(certificate.validTo)
  if (now > validTo.getTime()) throw failure('CERTIFICATE_EXPIRED', { path, validTo: validTo.toISOString() })
  if (now < validFrom.getTime())
    throw failure('CERTIFICATE_NOT_YET_VALID', { path, validFrom: validFrom.toISOString() })
}

/**
 * Returns the certificate and those that lead to a root. Throws CERTIFICATE_NOT_FROM_SITE if no chain
 * of names and signatures does.
 */
export function findChain({ locations, certificate, others, roots }: KeyMaterial): X509Certificate[] {
  // Without roots, Windows decides which servers to trust.
  const chain = roots.length === 0 ? [certificate] : searchChain(certificate, others, roots)
  if (chain !== undefined) return chain
  throw failure('CERTIFICATE_NOT_FROM_SITE', {
    path: locations.certificate,
    issuer: readCommonName(certificate.issuer),
    rootPath: locations.root,
    root: roots.map(root => readCommonName(root.subject)).join(', '),
  })
}

const maxLength = 10

/** Signatures are slow to verify, and a file can contain thousands of certificates of one name. */
const maxSignatures = 100

/** Extends all chains by one certificate at a time, and tries each certificate at most once. */
function searchChain(
  certificate: X509Certificate,
  others: readonly X509Certificate[],
  roots: readonly X509Certificate[],
): X509Certificate[] | undefined {
  const isIssuer = createIssuerCheck()
  const untried = new Set(others)
  let chains = [[certificate]]
  for (let length = 1; length <= maxLength; length++) {
    const complete = chains.find(chain => roots.some(root => isIssuer(root, chain.at(-1))))
    if (complete !== undefined) return complete
    chains = chains.flatMap(chain =>
      [...untried]
        .filter(other => isIssuer(other, chain.at(-1)) && untried.delete(other))
        .map(other => [...chain, other]),
    )
  }
  return undefined
}

/**
 * Returns a check that also verifies the signature, because a reinstalled site has a new root of the
 * same name.
 */
function createIssuerCheck(): (issuer: X509Certificate, certificate?: X509Certificate) => boolean {
  let signatures = 0
  return (issuer, certificate) => {
    if (certificate?.checkIssued(issuer) !== true || ++signatures > maxSignatures) return false
    return isSignedBy(certificate, issuer)
  }
}

/** OpenSSL has no public key of a certificate whose algorithm it does not know. */
function isSignedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return certificate.verify(issuer.publicKey)
  } catch {
    return false
  }
}

const readCommonName = (name: string): string => /^CN=(.*)$/m.exec(name)?.[1] ?? name.replaceAll('\n', ', ')
