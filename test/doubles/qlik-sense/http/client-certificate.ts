import type { X509Certificate } from 'node:crypto'
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'

export interface ClientCertificate {
  readonly subject: string
  readonly issuer: string
  readonly authorized: boolean
  /** The reason for its rejection. */
  readonly problem?: 'issuedElsewhere' | 'expired' | 'notYetValid'
}

/**
 * Reads and checks the client certificate here instead of in TLS. Only then can an endpoint answer
 * 403 in HTTP, as users report of Qlik (docs/facts/qlik-sense.md §5.4), and send its leaf
 * certificate alone.
 */
export function readClientCertificate(socket: Socket, root: X509Certificate): ClientCertificate | undefined {
  const certificate = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined
  if (!certificate) return undefined
  const problem = findProblem(certificate, root)
  const { subject, issuer } = certificate
  return problem ? { subject, issuer, authorized: false, problem } : { subject, issuer, authorized: true }
}

function findProblem(certificate: X509Certificate, root: X509Certificate): ClientCertificate['problem'] {
  if (!certificate.checkIssued(root) || !certificate.verify(root.publicKey)) return 'issuedElsewhere'
  if (Date.parse(certificate.validTo) < Date.now()) return 'expired'
  if (Date.parse(certificate.validFrom) > Date.now()) return 'notYetValid'
  return undefined
}
