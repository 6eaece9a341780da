import { failure, type HubpassError } from '#protocol/errors'
import { type Identity, nameOf } from '#protocol/identity'
import { attributesToWire } from './attributes.ts'
import type { Answer } from './exchange.ts'
import { problemOf, saying } from './saying.ts'

/** A question that was refused, and what is known about it. */
export interface Refused {
  answer: Answer
  /** `host:port` */
  address: string
  prefix: string
  /** Taken out of what is repeated to people. */
  sessionId?: string | undefined
  identity?: Identity | undefined
  /** Whether Qlik Sense takes our certificate where no virtual proxy is named. Costs a request of its own. */
  isAccepted: () => Promise<boolean>
}

export const isSuccess = ({ status }: Answer): boolean => status >= 200 && status < 300

/** Why Qlik Sense refused, by the first rule that fits (qlik-sense-facts §1.5, §6 and Unknowns 2 to 5). */
export async function refusalOf(refused: Refused): Promise<HubpassError> {
  for (const { fits, make } of rules) if (await fits(refused)) return make(refused)
  return unexpected(refused)
}

interface Rule {
  fits: (refused: Refused) => boolean | Promise<boolean>
  make: (refused: Refused) => HubpassError
}

/** HTTP.SYS takes headers of 16 KB unless its registry says otherwise, and attributes travel in one (§1.3). */
const defaultAttributesBytes = 16_384

const rules: Rule[] = [
  {
    fits: ({ answer: { status, body } }) => status === 403 && /xsrf/i.test(body),
    make: ({ address }) => failure('XSRF_REJECTED', { address }),
  },
  {
    fits: ({ answer: { status }, identity }) =>
      [400, 413, 431, 500].includes(status) && bytesOf(identity) > defaultAttributesBytes,
    make: ({ answer: { status }, identity }) =>
      failure('ATTRIBUTES_TOO_LARGE', { bytes: bytesOf(identity), limit: defaultAttributesBytes, status }),
  },
  {
    fits: ({ answer: { status, body } }) =>
      status >= 400 && /required property|user ?(id|directory)\b/i.test(body),
    make: identityInvalid,
  },
  { fits: isPrefixUnknown, make: prefixUnknown },
  {
    fits: ({ answer: { status } }) => status === 401 || status === 403,
    make: ({ address, answer: { status } }) => failure('QPS_FORBIDDEN', { address, status }),
  },
]

/**
 * Nobody has seen what QPS says of a prefix it does not know. A 404 means that by itself; other refusals without words do
 * when the same certificate is welcome without the prefix.
 */
async function isPrefixUnknown({ answer: { status, body }, prefix, isAccepted }: Refused): Promise<boolean> {
  if (prefix === '' || status < 400) return false
  if (status === 404) return true
  const isSilent = body.trim() === '' || /request header is incorrect|^forbidden$/i.test(body)
  return isSilent && (await isAccepted())
}

function prefixUnknown({ answer: { status }, prefix }: Refused): HubpassError {
  return failure('VIRTUAL_PROXY_UNKNOWN', { prefix, status })
}

function identityInvalid(refused: Refused): HubpassError {
  const received = refused.identity === undefined ? '' : nameOf(refused.identity)
  return failure('IDENTITY_INVALID', {
    field: 'User',
    received,
    rule: `Qlik Sense says ${saying(refused.answer, refused)}`,
    status: refused.answer.status,
  })
}

function unexpected(refused: Refused): HubpassError {
  const { address, answer } = refused
  return failure('UNEXPECTED_RESPONSE', {
    address,
    status: answer.status,
    problem: problemOf(answer, refused),
  })
}

const bytesOf = (identity: Identity | undefined): number =>
  Buffer.byteLength(JSON.stringify(attributesToWire(identity?.attributes ?? [])))
