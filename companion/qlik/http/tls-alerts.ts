/** An alert of TLS (RFC 8446 §6): what it says to people, and OpenSSL's words for it. */
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

/** The number of the alert that an error's words tell of; undefined where it was none. */
export function findAlertNumber(text: string): number | undefined {
  const numbered = /alert number (\d+)/.exec(text)?.[1]
  if (numbered !== undefined) return Number(numbered)
  const words = text.replaceAll('_', ' ').toLowerCase()
  return alerts.find(({ openssl }) => words.includes(openssl))?.number
}

/** For people, e.g. `unknown certificate authority, TLS alert 48`. */
export function describeAlert(number: number): string {
  const description = alerts.find(alert => alert.number === number)?.description
  return description === undefined ? `TLS alert ${number}` : `${description}, TLS alert ${number}`
}

const certificateAlerts = [42, 43, 44, 45, 46, 48, 49, 116]

/** What a server may also say of a certificate, but says of other things before one was asked for. */
const ambiguousAlerts = [40, 51]

/** Whether an alert speaks of our certificate. Before version and cipher are agreed on, nobody has asked for one. */
export const isCertificateAlert = (alert: number, isCipherAgreed: boolean): boolean =>
  certificateAlerts.includes(alert) || (isCipherAgreed && ambiguousAlerts.includes(alert))
