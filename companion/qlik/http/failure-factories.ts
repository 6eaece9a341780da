import { message } from '#messages/message'
import { failure, type HubpassError } from '#protocol/errors'

/** The failures that Node's TLS and other transports share. */

type AddressCode =
  | 'HOST_NOT_FOUND'
  | 'CONNECTION_REFUSED'
  | 'NOT_TLS'
  | 'TLS_SERVER_CERTIFICATE_EXPIRED'
  | 'TLS_WRONG_PURPOSE'
  | 'TLS_VERSION'

/** Returns a failure whose only detail is the address. */
export const addressFailure = (code: AddressCode, address: string, cause?: unknown): HubpassError =>
  failure(code, { address }, cause)

/** Returns TIMEOUT in whole seconds, when the operating system gave up before our own deadline. */
export const timeoutFailure = (address: string, elapsedMs: number, cause?: unknown): HubpassError =>
  failure('TIMEOUT', { address, afterMs: Math.max(1_000, Math.round(elapsedMs / 1_000) * 1_000) }, cause)

/** Returns TLS_NAME_MISMATCH; `names` are those in the server's certificate, if known. */
export const nameMismatchFailure = (
  { address, host, serverName }: { address: string; host: string; serverName?: string | undefined },
  names: string | undefined,
  cause?: unknown,
): HubpassError =>
  failure(
    'TLS_NAME_MISMATCH',
    { address, wanted: serverName ?? host, names: names ?? message('reason.otherName') },
    cause,
  )

/**
 * Returns UNEXPECTED_RESPONSE for a response that is not HTTP, or that changes to another protocol.
 */
export const notHttpFailure = (address: string, status = 0, cause?: unknown): HubpassError =>
  failure('UNEXPECTED_RESPONSE', { address, status, problem: message('reason.notHttp') }, cause)

/** Returns UNEXPECTED_RESPONSE for a body longer than `maxBytes`. */
export const responseTooLongFailure = (address: string, status: number, maxBytes: number): HubpassError =>
  failure('UNEXPECTED_RESPONSE', {
    address,
    status,
    problem: message('reason.answerTooLong', { limit: maxBytes }),
  })
