import type { X509Certificate } from 'node:crypto'
import { failure } from '#protocol/errors'
import { whatItHolds } from './content.ts'
import type { CredentialFile } from './read-file.ts'

const crypto = await import('node:crypto')

/** Every certificate of a PEM file, in its order. Throws CREDENTIAL_NOT_PEM when there is none. */
export function parseCertificates(file: CredentialFile): [X509Certificate, ...X509Certificate[]] {
  const blocks = file.text.match(certificateBlock) ?? []
  const [first, ...others] = blocks.map(block => parseOne(file, block))
  if (first !== undefined) return [first, ...others]
  throw notPem(file, whatItHolds(Buffer.from(file.text, 'latin1')))
}

function parseOne(file: CredentialFile, block: string): X509Certificate {
  try {
    return new crypto.X509Certificate(block)
  } catch (error) {
    throw notPem(file, 'a damaged certificate', error)
  }
}

const notPem = ({ path, role }: CredentialFile, found: string, cause?: unknown) =>
  failure('CREDENTIAL_NOT_PEM', { path, role, found }, cause)

const certificateBlock =
  /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----[^-]*-----END [A-Z0-9 ]*CERTIFICATE-----/g
