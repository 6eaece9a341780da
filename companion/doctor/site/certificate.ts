import type { HubpassError } from '#protocol/errors'
import { failure } from '#protocol/errors'
import { findingGroups } from '#protocol/findings/index'
import { isSuccess } from '../../qlik/http/endpoint.ts'
import type { Check, CheckOutcome } from '../check.ts'
import { type AliveResult, probeAlive, type SiteProbe } from './site-probe.ts'

/** Checks whether QPS accepts our certificate and our anti-forgery key. */
export const createCertificateChecks = (probe: SiteProbe): Check[] => [
  {
    id: 'client-certificate',
    title: 'Client certificate',
    needs: ['tls'],
    run: async signal => {
      const { address, transport } = await probe.endpoint()
      const authenticated = await probe.checkAlive(signal)
      // The TLS of the system always sends a certificate.
      const shouldCompare = transport === undefined && isWorthComparing(authenticated)
      const anonymous = shouldCompare
        ? await probeAlive(await probe.endpointWithoutCertificate(), signal)
        : undefined
      return checkCertificate(address, authenticated, anonymous)
    },
  },
  {
    id: 'xrfkey',
    title: 'Xrfkey',
    needs: ['client-certificate'],
    run: async signal => {
      const authenticated = await probe.checkAlive(signal)
      if (isXsrfRejection(authenticated)) throw failure('XSRF_REJECTED', { address: probe.site.qps })
      return { note: isSuccessful(authenticated) ? 'received in query and header' : 'not rejected' }
    },
  },
]

/**
 * Compares two requests, with and without our certificate, to find out whether the server rejected
 * the certificate. Many servers only close the connection (docs/facts/browsers-and-node.md §3.3).
 * Throws QPS_FORBIDDEN, TLS_CLIENT_CERTIFICATE_REJECTED and the error that ended the request.
 */
export function checkCertificate(
  address: string,
  authenticated: AliveResult,
  anonymous?: AliveResult,
): CheckOutcome {
  const { response, error } = authenticated
  if (
    error?.code === 'CONNECTION_CLOSED' &&
    anonymous !== undefined &&
    isAnsweredWithoutCertificate(anonymous)
  )
    throw failure('TLS_CLIENT_CERTIFICATE_REJECTED', { address }, error)
  if (error !== undefined && isTransportError(error)) throw error
  if (response !== undefined && isForbidden(response.status) && !isXsrfRejection(authenticated))
    throw failure('QPS_FORBIDDEN', { address, status: response.status })
  if (isSameError(authenticated, anonymous))
    return { note: 'not rejected; the response is the same without it' }
  return { note: `accepted${describeComparison(anonymous)}` }
}

/** After a timeout, a second request would only wait again. */
const isWorthComparing = ({ error }: AliveResult): boolean =>
  error === undefined || error.code === 'CONNECTION_CLOSED'

/**
 * Without our certificate, the server answered. The request itself has already compared bare
 * handshakes.
 */
const isAnsweredWithoutCertificate = ({ response, error }: AliveResult): boolean =>
  response !== undefined || error?.code === 'TLS_CLIENT_CERTIFICATE_REJECTED'

const isTransportError = ({ code }: HubpassError): boolean =>
  code === 'CANCELLED' || Object.hasOwn(findingGroups.network, code)

const isForbidden = (status: number): boolean => status === 401 || status === 403

const isXsrfRejection = ({ response }: AliveResult): boolean =>
  response?.status === 403 && /xsrf/i.test(response.body)

/** An error response does not prove that the client certificate was accepted. */
const isSuccessful = ({ response }: AliveResult): boolean => response !== undefined && isSuccess(response)

/** The same error with and without our certificate does not show whether the server checked it. */
const isSameError = (authenticated: AliveResult, anonymous: AliveResult | undefined): boolean =>
  !isSuccessful(authenticated) &&
  !isXsrfRejection(authenticated) &&
  anonymous?.response !== undefined &&
  anonymous.response.status === authenticated.response?.status

/**
 * Describes whether the request without a certificate failed, which proves that the certificate
 * matters.
 */
function describeComparison(anonymous: AliveResult | undefined): string {
  if (anonymous !== undefined && isSuccessful(anonymous)) return '; not required for this request'
  return anonymous?.response === undefined && anonymous?.error === undefined ? '' : '; required by the server'
}
