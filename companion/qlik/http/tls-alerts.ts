/** A TLS alert (RFC 8446 §6): its description for people, and OpenSSL's name for it. */
interface Alert {
  number: number
  description: string
  openssl: string
}

const alerts: Alert[] = [
  { number: 40, description: 'handshake failure', openssl: 'alert handshake failure' },
  { number: 42, description: 'bad certificate', openssl: 'alert bad certificate' },
  { number: 43, description: 'unsupported certificate', openssl: 'alert unsupported certificate' },
  { number: 44, description: 'certificate revoked', openssl: 'alert certificate revoked' },
  { number: 45, description: 'certificate expired', openssl: 'alert certificate expired' },
  { number: 46, description: 'certificate unknown', openssl: 'alert certificate unknown' },
  { number: 48, description: 'unknown certificate authority', openssl: 'alert unknown ca' },
  { number: 49, description: 'access denied', openssl: 'alert access denied' },
  { number: 51, description: 'decrypt error', openssl: 'alert decrypt error' },
  { number: 70, description: 'protocol version', openssl: 'alert protocol version' },
  { number: 71, description: 'insufficient security', openssl: 'alert insufficient security' },
  { number: 80, description: 'internal error', openssl: 'alert internal error' },
  { number: 112, description: 'unrecognized name', openssl: 'unrecognized name' },
  { number: 116, description: 'certificate required', openssl: 'alert certificate required' },
  { number: 120, description: 'no application protocol', openssl: 'alert no application protocol' },
]

/** Returns the number of the alert that an error message mentions, or undefined. */
export function findAlertNumber(text: string): number | undefined {
  const numbered = /alert number (\d+)/.exec(text)?.[1]
  if (numbered !== undefined) return Number(numbered)
  const words = text.replaceAll('_', ' ').toLowerCase()
  return alerts.find(({ openssl }) => words.includes(openssl))?.number
}

/** Returns a description for people, e.g. `unknown certificate authority, TLS alert 48`. */
export function describeAlert(number: number): string {
  const description = alerts.find(alert => alert.number === number)?.description
  return description === undefined ? `TLS alert ${number}` : `${description}, TLS alert ${number}`
}

const certificateAlerts = [42, 43, 44, 45, 46, 48, 49, 116]

/** These concern a certificate only after the server has requested one. */
const ambiguousAlerts = [40, 51]

/**
 * Returns whether an alert concerns our certificate. It cannot before version and cipher are agreed
 * on.
 */
export const isCertificateAlert = (alert: number, isCipherAgreed: boolean): boolean =>
  certificateAlerts.includes(alert) || (isCipherAgreed && ambiguousAlerts.includes(alert))
