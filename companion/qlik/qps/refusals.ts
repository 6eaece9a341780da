import { message } from '#messages/message'
import { failure, type HubpassError } from '#protocol/errors'
import { formatUserName, type Identity } from '#protocol/identity'
import { describeBody, excerptBody } from '../http/body-excerpt.ts'
import type { HttpResponse } from '../http/request.ts'
import { attributesToWire } from './attributes.ts'

/** A question that was refused, and what is known about it. */
export interface Refusal {
  response: HttpResponse
  /** `host:port` */
  address: string
  prefix: string
  /** Taken out of what is repeated to people. */
  sessionId?: string | undefined
  identity?: Identity | undefined
  /** Whether Qlik Sense takes our certificate where no virtual proxy is named. Costs a request of its own. */
  isCertificateAccepted: () => Promise<boolean>
}

export const isSuccess = ({ status }: HttpResponse): boolean => status >= 200 && status < 300

/** Why Qlik Sense refused, by the first rule that fits (docs/facts/qlik-sense.md §1.5, §6 and Unknowns 2 to 5). */
export async function explainRefusal(refused: Refusal): Promise<HubpassError> {
  for (const { matches, toFailure } of refusalRules) if (await matches(refused)) return toFailure(refused)
  return toUnexpectedResponse(refused)
}

interface RefusalRule {
  matches: (refused: Refusal) => boolean | Promise<boolean>
  toFailure: (refused: Refusal) => HubpassError
}

/** HTTP.SYS takes headers of 16 KB unless its registry says otherwise, and attributes travel in one (docs/facts/qlik-sense.md §1.3). */
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
 * Nobody has seen what QPS says of a prefix it does not know. A 404 means that by itself; other refusals without words do
 * when the same certificate is welcome without the prefix.
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

function toIdentityInvalid(refused: Refusal): HubpassError {
  const received = refused.identity === undefined ? '' : formatUserName(refused.identity)
  return failure('IDENTITY_INVALID', {
    field: 'User',
    received,
    rule: message('reason.qlikSays', { text: excerptBody(refused.response, refused) ?? 'nothing' }),
    status: refused.response.status,
  })
}

function toUnexpectedResponse(refused: Refusal): HubpassError {
  const { address, response } = refused
  return failure('UNEXPECTED_RESPONSE', {
    address,
    status: response.status,
    problem: describeBody(response, refused),
  })
}

const countAttributeBytes = (identity: Identity | undefined): number =>
  Buffer.byteLength(JSON.stringify(attributesToWire(identity?.attributes ?? [])))
