import { message } from '#messages/message'
import { failure, type HubpassError } from '#protocol/errors'
import { formatUserName, type Identity } from '#protocol/identity'
import { describeBody, excerptBody } from '../http/body-excerpt.ts'
import type { HttpResponse } from '../http/endpoint.ts'
import { attributesToWire } from './attributes.ts'

/** A refused request, with its context. */
export interface Refusal {
  response: HttpResponse
  /** `host:port` */
  address: string
  prefix: string
  /** Removed from quoted text. */
  sessionId?: string | undefined
  identity?: Identity | undefined
  /** Asks whether Qlik Sense accepts our certificate without a virtual proxy. Costs one request. */
  isCertificateAccepted: () => Promise<boolean>
}

/**
 * Explains a refusal by the first matching rule (docs/facts/qlik-sense.md §1.5, §6, Unknowns 2 to
 * 5).
 */
export async function explainRefusal(refusal: Refusal): Promise<HubpassError> {
  for (const { matches, toFailure } of refusalRules) if (await matches(refusal)) return toFailure(refusal)
  return toUnexpectedResponse(refusal)
}

interface RefusalRule {
  matches: (refusal: Refusal) => boolean | Promise<boolean>
  toFailure: (refusal: Refusal) => HubpassError
}

/**
 * The default limit of HTTP.SYS for headers: attributes travel in one (docs/facts/qlik-sense.md
 * §1.3).
 */
const defaultAttributesBytes = 16_384

const refusalRules: RefusalRule[] = [
  {
    matches: ({ response: { status, body } }) => status === 403 && /xsrf/i.test(body),
    toFailure: ({ address }) => failure('XSRF_REJECTED', { address }),
  },
  {
    matches: ({ response: { status }, identity }) =>
      [400, 413, 431, 500].includes(status) && countAttributeBytes(identity) > defaultAttributesBytes,
    toFailure: ({ response: { status }, identity }) =>
      failure('ATTRIBUTES_TOO_LARGE', {
        bytes: countAttributeBytes(identity),
        limit: defaultAttributesBytes,
        status,
      }),
  },
  {
    matches: ({ response: { status, body } }) =>
      status >= 400 && /required property|user ?(id|directory)\b/i.test(body),
    toFailure: toIdentityInvalid,
  },
  { matches: isPrefixUnknown, toFailure: toPrefixUnknown },
  {
    matches: ({ response: { status } }) => status === 401 || status === 403,
    toFailure: ({ address, response: { status } }) => failure('QPS_FORBIDDEN', { address, status }),
  },
]

/**
 * Returns whether the refusal means an unknown prefix. How QPS answers to one is not documented. A
 * 404 always means it. Other refusals without an explanation do if QPS accepts the same certificate
 * without the prefix.
 */
async function isPrefixUnknown({
  response: { status, body },
  prefix,
  isCertificateAccepted,
}: Refusal): Promise<boolean> {
  if (prefix === '' || status < 400) return false
  if (status === 404) return true
  const isUnexplained = body.trim() === '' || /request header is incorrect|^forbidden$/i.test(body)
  return isUnexplained && (await isCertificateAccepted())
}

function toPrefixUnknown({ response: { status }, prefix }: Refusal): HubpassError {
  return failure('VIRTUAL_PROXY_UNKNOWN', { prefix, status })
}

function toIdentityInvalid(refusal: Refusal): HubpassError {
  const received = refusal.identity === undefined ? '' : formatUserName(refusal.identity)
  return failure('IDENTITY_INVALID', {
    field: 'User',
    received,
    rule: message('reason.qlikSays', { text: excerptBody(refusal.response, refusal) ?? 'nothing' }),
    status: refusal.response.status,
  })
}

function toUnexpectedResponse(refusal: Refusal): HubpassError {
  const { address, response } = refusal
  return failure('UNEXPECTED_RESPONSE', {
    address,
    status: response.status,
    problem: describeBody(response, refusal),
  })
}

const countAttributeBytes = (identity: Identity | undefined): number =>
  Buffer.byteLength(JSON.stringify(attributesToWire(identity?.attributes ?? [])))
