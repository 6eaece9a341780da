/** A block of a PEM file (RFC 7468). */
export interface PemBlock {
  /** `CERTIFICATE` */
  label: string
  /** The block in the form that OpenSSL reads. */
  pem: string
}

/** Returns the blocks of a text in their order, whatever is around them. */
export const readPemBlocks = (text: string): PemBlock[] =>
  [...text.matchAll(blockPattern)].map(([, label = '', body = '']) => ({
    label,
    pem: `-----BEGIN ${label}-----\n${normalizeBody(body)}\n-----END ${label}-----\n`,
  }))

/** Stops at the next line of dashes, so that a text with many beginnings takes no longer than others. */
const blockPattern = /-----BEGIN ([A-Z0-9 ]+)-----((?:(?!-----).)*)-----END \1-----/gs

/**
 * Writes the lines again, because OpenSSL rejects indented and long ones. Only an encrypted PKCS #1 key
 * has headers, and an empty line after them.
 */
function normalizeBody(body: string): string {
  const lines = body.split(/\r\n?|\n/).map(line => line.trim())
  const headers = lines.filter(line => line.includes(':'))
  const data = lines
    .filter(line => !line.includes(':'))
    .join('')
    .replace(/\s/g, '')
  const wrapped = data.match(/.{1,64}/g) ?? []
  return [...headers, ...(headers.length === 0 ? [] : ['']), ...wrapped].join('\n')
}
