import type { HubpassError } from '#protocol/errors'
import { failure } from '#protocol/errors'
import { findingGroups } from '#protocol/findings/index'
import { isSuccess } from '../../qps/refusals.ts'
import type { Check, Passed } from '../check.ts'
import { type Asked, askAlive, type Way } from './way.ts'

/** Whether QPS takes our certificate, and after that our anti-forgery key. */
export const certificateChecks = (way: Way): Check[] => [
  {
    id: 'client-certificate',
    title: 'Client certificate',
    needs: ['tls'],
    run: async signal => {
      const { address, transport } = await way.door()
      const ours = await way.asked(signal)
      // The system's TLS always sends one.
      const isCompared = transport === undefined && isWorthComparing(ours)
      const bare = isCompared ? await askAlive(await way.bareDoor(), signal) : undefined
      return judgeCertificate(address, ours, bare)
    },
  },
  {
    id: 'xrfkey',
    title: 'Xrfkey',
    needs: ['client-certificate'],
    run: async signal => {
      const ours = await way.asked(signal)
      if (isForgery(ours)) throw failure('XSRF_REJECTED', { address: way.site.qps })
      return { note: isAnswered(ours) ? 'arrives in query and header' : 'not refused' }
    },
  },
]

/**
 * Tells by two questions, with and without our certificate, whether it was the certificate that a server turned away: the local
 * checks have passed by now, and many servers just close (peers-and-platform-facts §3.3). Throws QPS_FORBIDDEN,
 * TLS_CLIENT_CERTIFICATE_REJECTED, and what else ended the question on its way.
 */
export function judgeCertificate(address: string, ours: Asked, bare?: Asked): Passed {
  const { answer, error } = ours
  if (error?.code === 'CONNECTION_CLOSED' && bare !== undefined && isBetter(bare))
    throw failure('TLS_CLIENT_CERTIFICATE_REJECTED', { address }, error)
  if (error !== undefined && isOnTheWay(error)) throw error
  if (answer !== undefined && isForbidden(answer.status) && !isForgery(ours))
    throw failure('QPS_FORBIDDEN', { address, status: answer.status })
  if (isAlike(ours, bare)) return { note: 'not refused; without one the answer is the same' }
  return { note: `accepted${withoutOne(bare)}` }
}

/** A server that did not answer with our certificate would only be waited for again. */
const isWorthComparing = ({ error }: Asked): boolean =>
  error === undefined || error.code === 'CONNECTION_CLOSED'

/** Without our certificate there were words; what handshakes alone can tell, the exchange has looked at (qps/why-closed.ts). */
const isBetter = ({ answer, error }: Asked): boolean =>
  answer !== undefined || error?.code === 'TLS_CLIENT_CERTIFICATE_REJECTED'

const isOnTheWay = ({ code }: HubpassError): boolean =>
  code === 'CANCELLED' || Object.hasOwn(findingGroups.network, code)

const isForbidden = (status: number): boolean => status === 401 || status === 403

const isForgery = ({ answer }: Asked): boolean => answer?.status === 403 && /xsrf/i.test(answer.body)

/** A door that answers with an error has proved nothing of what it was shown. */
const isAnswered = ({ answer }: Asked): boolean => answer !== undefined && isSuccess(answer)

/** The same error with our certificate and without: nobody can tell whether it was looked at. */
const isAlike = (ours: Asked, bare: Asked | undefined): boolean =>
  !isAnswered(ours) &&
  !isForgery(ours) &&
  bare?.answer !== undefined &&
  bare.answer.status === ours.answer?.status

/** A proof that it is the certificate which opens the door. */
function withoutOne(bare: Asked | undefined): string {
  if (bare !== undefined && isAnswered(bare)) return '; this question needs none'
  return bare?.answer === undefined && bare?.error === undefined ? '' : '; without one the door is closed'
}
