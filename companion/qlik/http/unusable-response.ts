import { message } from '#messages/message'
import { failure, type HubpassError } from '#protocol/errors'

/** UNEXPECTED_RESPONSE for an answer of which nothing can be understood. */
export const notHttpFailure = (address: string, cause?: unknown): HubpassError =>
  failure('UNEXPECTED_RESPONSE', { address, status: 0, problem: message('reason.notHttp') }, cause)

/** UNEXPECTED_RESPONSE for an answer that nobody has asked for at such length. */
export const responseTooLongFailure = (address: string, status: number, maxBytes: number): HubpassError =>
  failure('UNEXPECTED_RESPONSE', {
    address,
    status,
    problem: message('reason.answerTooLong', { limit: maxBytes }),
  })
