import type { Behaviors } from '../unverified-behaviors.ts'
import { getHeader, getQueryValue, type IncomingRequest } from './request.ts'
import { html, type OutgoingResponse, text } from './response.ts'

/** Sixteen characters of 0-9 a-z A-Z, equal in query and header (docs/facts/qlik-sense.md §1.2). */
const WELL_FORMED = /^[0-9a-zA-Z]{16}$/

/** The messages of QPS and of the other services (docs/facts/qlik-sense.md §1.2). */
export const XSRF_MESSAGES = {
  qps: 'XSRF prevention check failed',
  qrs: 'XSRF prevention check failed. Possible XSRF discovered.',
} as const

type XsrfMessage = (typeof XSRF_MESSAGES)[keyof typeof XSRF_MESSAGES]

/** Rejects a request whose two keys are missing or different. */
export function refuseForgery(
  request: IncomingRequest,
  unknowns: Behaviors,
  words: XsrfMessage,
): OutgoingResponse | undefined {
  const key = getQueryValue(request, 'xrfkey')
  if (!key || key !== getHeader(request, 'x-qlik-xrfkey')) return REFUSALS[unknowns.xsrfRefusal](403, words)
  return WELL_FORMED.test(key) ? undefined : refuseMalformedKey(unknowns, words)
}

function refuseMalformedKey(
  { xrfkeyOfWrongShape, xsrfRefusal }: Behaviors,
  words: XsrfMessage,
): OutgoingResponse | undefined {
  if (xrfkeyOfWrongShape === 'accept') return undefined
  return REFUSALS[xsrfRefusal](xrfkeyOfWrongShape === 'refuse403' ? 403 : 400, words)
}

const REFUSALS: Record<Behaviors['xsrfRefusal'], (status: number, words: XsrfMessage) => OutgoingResponse> = {
  text: (status, words) => text(status, words),
  longText: status => text(status, XSRF_MESSAGES.qrs),
  page: (status, words) =>
    html(status, `<html><head><title>${status}</title></head><body><p>${words}</p></body></html>`),
}
