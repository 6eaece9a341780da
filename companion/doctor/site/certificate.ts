import type { HubpassError } from '#protocol/errors'
import { failure } from '#protocol/errors'
import { findingGroups } from '#protocol/findings/index'
import { isSuccess } from '../../qlik/http/endpoint.ts'
import type { Check, CheckOutcome } from '../check.ts'
import { type AliveResult, probeAlive, type SiteProbe } from './site-probe.ts'

/** Whether QPS takes our certificate, and after that our anti-forgery key. */
export const createCertificateChecks = (probe: SiteProbe): Check[] => [
  {
    id: 'client-certificate',
    title: 'Client certificate',
    needs: ['tls'],
    run: async signal => {
      const { address, transport } = await probe.endpoint()
      const authenticated = await probe.checkAlive(signal)
      // The system's TLS always sends one.
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
      return { note: isSuccessful(authenticated) ? 'arrives in query and header' : 'not refused' }
    },
  },
]

/**
 * Tells by two questions, with and without our certificate, whether it was the certificate that a server turned away: the local
 * checks have passed by now, and many servers just close (docs/facts/browsers-and-node.md §3.3). Throws QPS_FORBIDDEN,
 * TLS_CLIENT_CERTIFICATE_REJECTED, and what else ended the question on its way.
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
    return { note: 'not refused; without one the answer is the same' }
  return { note: `accepted${describeComparison(anonymous)}` }
}

/** A server that did not answer with our certificate would only be waited for again. */
const isWorthComparing = ({ error }: AliveResult): boolean =>
  error === undefined || error.code === 'CONNECTION_CLOSED'

/** Without our certificate there were words; what handshakes alone can tell, the exchange has looked at (qps/why-closed.ts). */
const isAnsweredWithoutCertificate = ({ response, error }: AliveResult): boolean =>
  response !== undefined || error?.code === 'TLS_CLIENT_CERTIFICATE_REJECTED'

const isTransportError = ({ code }: HubpassError): boolean =>
  code === 'CANCELLED' || Object.hasOwn(findingGroups.network, code)

const isForbidden = (status: number): boolean => status === 401 || status === 403

const isXsrfRejection = ({ response }: AliveResult): boolean =>
  response?.status === 403 && /xsrf/i.test(response.body)

/** A door that answers with an error has proved nothing of what it was shown. */
const isSuccessful = ({ response }: AliveResult): boolean => response !== undefined && isSuccess(response)

/** The same error with our certificate and without: nobody can tell whether it was looked at. */
const isSameError = (authenticated: AliveResult, anonymous: AliveResult | undefined): boolean =>
  !isSuccessful(authenticated) &&
  !isXsrfRejection(authenticated) &&
  anonymous?.response !== undefined &&
  anonymous.response.status === authenticated.response?.status

/** A proof that it is the certificate which opens the door. */
function describeComparison(anonymous: AliveResult | undefined): string {
  if (anonymous !== undefined && isSuccessful(anonymous)) return '; this question needs none'
  return anonymous?.response === undefined && anonymous?.error === undefined
    ? ''
    : '; without one the door is closed'
}
