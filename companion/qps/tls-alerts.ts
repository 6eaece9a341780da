/** An alert of TLS (RFC 8446 §6): what it says to people, and OpenSSL's words for it. */
interface Alert {
  number: number
  says: string
  openssl: string
}

const alerts: Alert[] = [
  { number: 40, says: 'handshake failure', openssl: 'alert handshake failure' },
  { number: 42, says: 'bad certificate', openssl: 'alert bad certificate' },
  { number: 43, says: 'unsupported certificate', openssl: 'alert unsupported certificate' },
  { number: 44, says: 'certificate revoked', openssl: 'alert certificate revoked' },
  { number: 45, says: 'certificate expired', openssl: 'alert certificate expired' },
  { number: 46, says: 'certificate unknown', openssl: 'alert certificate unknown' },
  { number: 48, says: 'unknown certificate authority', openssl: 'alert unknown ca' },
  { number: 49, says: 'access denied', openssl: 'alert access denied' },
  { number: 51, says: 'decrypt error', openssl: 'alert decrypt error' },
  { number: 70, says: 'protocol version', openssl: 'alert protocol version' },
  { number: 71, says: 'insufficient security', openssl: 'alert insufficient security' },
  { number: 80, says: 'internal error', openssl: 'alert internal error' },
  { number: 112, says: 'unrecognized name', openssl: 'unrecognized name' },
  { number: 116, says: 'certificate required', openssl: 'alert certificate required' },
  { number: 120, says: 'no application protocol', openssl: 'alert no application protocol' },
]

/** The number of the alert that an error's words tell of; undefined where it was none. */
export function alertIn(text: string): number | undefined {
  const numbered = /alert number (\d+)/.exec(text)?.[1]
  if (numbered !== undefined) return Number(numbered)
  const words = text.replaceAll('_', ' ').toLowerCase()
  return alerts.find(({ openssl }) => words.includes(openssl))?.number
}

/** For people, e.g. `unknown certificate authority, TLS alert 48`. */
export function alertInWords(number: number): string {
  const says = alerts.find(alert => alert.number === number)?.says
  return says === undefined ? `TLS alert ${number}` : `${says}, TLS alert ${number}`
}

const ofCertificates = [42, 43, 44, 45, 46, 48, 49, 116]

/** What a server may also say of a certificate, but says of other things before one was asked for. */
const ofAnything = [40, 51]

/** Whether an alert speaks of our certificate. Before version and cipher are agreed on, nobody has asked for one. */
export const speaksOfCertificate = (alert: number, isAgreed: boolean): boolean =>
  ofCertificates.includes(alert) || (isAgreed && ofAnything.includes(alert))
