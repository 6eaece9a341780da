import type { X509Certificate } from 'node:crypto'
import { failure } from '#protocol/errors'
import type { Material } from './material.ts'

/** Throws CERTIFICATE_NOT_FROM_SITE when no chain of names and signatures leads from the certificate to the root. */
export function checkIssuer({ places, certificate, chain, roots }: Material): void {
  // Where Windows decides whom it trusts, there is nothing to compare with.
  if (roots.length === 0 || leadsTo(roots, certificate, chain)) return
  throw failure('CERTIFICATE_NOT_FROM_SITE', {
    path: places.certificate,
    issuer: commonName(certificate.issuer),
    rootPath: places.root,
    root: roots.map(root => commonName(root.subject)).join(', '),
  })
}

/** Each certificate of the chain is used once at most, so a circle ends too. */
function leadsTo(roots: X509Certificate[], certificate: X509Certificate, chain: X509Certificate[]): boolean {
  if (roots.some(root => issued(root, certificate))) return true
  return chain.some(
    next =>
      issued(next, certificate) &&
      leadsTo(
        roots,
        next,
        chain.filter(other => other !== next),
      ),
  )
}

/** The name alone proves nothing: a site that was set up anew has a root of the same name. */
const issued = (issuer: X509Certificate, certificate: X509Certificate): boolean =>
  certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)

const commonName = (name: string): string => /^CN=(.*)$/m.exec(name)?.[1] ?? name.replaceAll('\n', ', ')
