import type { Behaviors } from '../unverified-behaviors.ts'
import type { IncomingRequest } from './request.ts'
import { html, type OutgoingResponse, text } from './response.ts'

/**
 * Rejects a request without a certificate of this site. Users report 403 (docs/facts/qlik-sense.md
 * §1.5).
 */
export function refuseWithoutCertificate(
  { clientCertificate }: IncomingRequest,
  unknowns: Behaviors,
): OutgoingResponse | undefined {
  return clientCertificate?.authorized ? undefined : FORBIDDEN[unknowns.noClientCertificate]()
}

const FORBIDDEN: Record<Behaviors['noClientCertificate'], () => OutgoingResponse> = {
  http403: () => text(403, 'Forbidden'),
  http403Page: () =>
    html(403, '<html><head><title>Forbidden</title></head><body><h2>Forbidden</h2></body></html>'),
  // TLS rejects these connections. If one passes, the result is the same.
  tlsAlert: () => text(403, 'Forbidden'),
}
