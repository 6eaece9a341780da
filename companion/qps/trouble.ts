import { failure, type HubpassError } from '#protocol/errors'
import { certificateNames } from './certificate-names.ts'
import type { Course } from './course.ts'
import { failureOfAlert, failureOfClose, isAgreed } from './endings.ts'
import type { Door } from './exchange.ts'
import { gaveUp } from './gave-up.ts'
import { alertIn } from './tls-alerts.ts'

/** An error below HTTP, and what is known about it. */
export interface Trouble {
  error: unknown
  code: string
  text: string
  door: Door
  course: Course
  passedMs: number
}

/** For the codes that say no more than where it happened. */
export const at =
  (finding: 'HOST_NOT_FOUND' | 'CONNECTION_REFUSED' | 'NOT_TLS' | AtTls) =>
  ({ door: { address }, error }: Trouble): HubpassError =>
    failure(finding, { address }, error)

type AtTls = 'TLS_SERVER_CERTIFICATE_EXPIRED' | 'TLS_WRONG_PURPOSE' | 'TLS_VERSION'

export function timedOut({ door: { address }, error, passedMs }: Trouble): HubpassError {
  return gaveUp(address, passedMs, error)
}

export function nameMismatch({ door, error }: Trouble): HubpassError {
  const names = certificateNames(error) ?? 'another name'
  return failure(
    'TLS_NAME_MISMATCH',
    { address: door.address, wanted: door.serverName ?? door.host, names },
    error,
  )
}

export function untrusted({ door: { address }, error, text }: Trouble): HubpassError {
  return failure('TLS_UNTRUSTED_ROOT', { address, reason: text }, error)
}

export function alerted({ door: { address }, error, code, text, course }: Trouble): HubpassError {
  const alert = alertIn(`${code} ${text}`)
  return failureOfAlert({ address, alert, isAgreed: isAgreed(course) }, error)
}

export function failedTls({ door: { address }, error, code, text }: Trouble): HubpassError {
  const reason = /SSL routines:[^:]*:([^:]+)/.exec(text)?.[1] ?? code
  return failure('TLS_HANDSHAKE_FAILED', { address, reason }, error)
}

export function closed({ door: { address }, error, course }: Trouble): HubpassError {
  return failureOfClose(address, course, error)
}
