import type { X509Certificate } from 'node:crypto'
import { failure } from '#protocol/errors'
import type { KeyMaterial } from './key-material.ts'

/** Throws CERTIFICATE_NOT_FROM_SITE when no chain of names and signatures leads from the certificate to the root. */
export function checkIssuer({ locations, certificate, chain, roots }: KeyMaterial): void {
  // Where Windows decides whom it trusts, there is nothing to compare with.
  if (roots.length === 0 || isChainedTo(roots, certificate, chain)) return
  throw failure('CERTIFICATE_NOT_FROM_SITE', {
    path: locations.certificate,
    issuer: readCommonName(certificate.issuer),
    rootPath: locations.root,
    root: roots.map(root => readCommonName(root.subject)).join(', '),
  })
}

/** Each certificate of the chain is used once at most, so a circle ends too. */
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

/** The name alone proves nothing: a site that was set up anew has a root of the same name. */
const isIssuer = (issuer: X509Certificate, certificate: X509Certificate): boolean =>
  certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)

const readCommonName = (name: string): string => /^CN=(.*)$/m.exec(name)?.[1] ?? name.replaceAll('\n', ', ')
