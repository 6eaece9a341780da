import { failure, type HubpassError } from '#protocol/errors'
import { maxAttributesBytes } from '#protocol/limits'
import { quote } from '#protocol/quote'
import type { Answer, Door } from './exchange.ts'

export interface Asked {
  door: Door
  prefix: string
  /** Taken out of what is repeated to people. */
  sessionId: string
}

/** Throws the code of the group qlik that fits what QPS answered, unless it is a success (qlik-sense-facts §1.5, §6). */
export function expectSuccess(answer: Answer, asked: Asked): void {
  if (answer.status >= 200 && answer.status < 300) return
  const known = refusals.find(({ fits }) => fits(answer, asked))
  throw known === undefined ? unexpected(answer, asked) : known.make(answer, asked)
}

interface Refusal {
  fits: (answer: Answer, asked: Asked) => boolean
  make: (answer: Answer, asked: Asked) => HubpassError
}

const status =
  (...statuses: number[]) =>
  (answer: Answer): boolean =>
    statuses.includes(answer.status)

const refusals: Refusal[] = [
  {
    fits: ({ status, body }) => status === 403 && /xsrf/i.test(body),
    make: (_, { door: { address } }) => failure('XSRF_REJECTED', { address }),
  },
  {
    fits: status(401, 403),
    make: (_, { door: { address } }) => failure('QPS_FORBIDDEN', { address }),
  },
  {
    fits: status(413, 431),
    make: (_, __) =>
      failure('ATTRIBUTES_TOO_LARGE', { bytes: maxAttributesBytes, limit: maxAttributesBytes }),
  },
  {
    fits: ({ status, body }) => status >= 400 && /required property|user ?(id|directory)/i.test(body),
    make: (answer, asked) =>
      failure('IDENTITY_INVALID', {
        field: 'The user',
        received: '',
        rule: `Qlik Sense says ${saying(answer, asked)}`,
      }),
  },
  {
    fits: ({ status }, { prefix }) => prefix !== '' && (status === 404 || status === 400),
    make: ({ status }, { prefix }) => failure('VIRTUAL_PROXY_UNKNOWN', { prefix, status }),
  },
]

function unexpected(answer: Answer, asked: Asked): HubpassError {
  const location = answer.headers.location
  const problem = location === undefined ? `says ${saying(answer, asked)}` : 'sends us elsewhere'
  return failure('UNEXPECTED_RESPONSE', { address: asked.door.address, status: answer.status, problem })
}

/** The beginning of the answer's text, without mark-up and without the session id. */
function saying({ body }: Answer, { sessionId }: Asked): string {
  const text = body.replace(/<(style|script)[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]*>/g, ' ')
  return quote(text.replaceAll(sessionId, '…').replace(/\s+/g, ' ').trim())
}
