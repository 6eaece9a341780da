import type { Behaviors } from '../unverified-behaviors.ts'
import type { IncomingRequest } from './request.ts'
import { html, type OutgoingResponse, text } from './response.ts'

/** Without a certificate of this site's root: 403 is what users report (docs/facts/qlik-sense.md §1.5). */
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
  // Refused before HTTP began; should TLS ever let one pass, this is the same verdict.
  tlsAlert: () => text(403, 'Forbidden'),
}
