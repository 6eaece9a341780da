import type { X509Certificate } from 'node:crypto'
import { message, type Text } from '#messages/message'
import { failure } from '#protocol/errors'
import { describeContent } from '../detect-format.ts'
import type { CredentialFile } from '../read-file.ts'

const crypto = await import('node:crypto')

/** Every certificate of a PEM file, in its order. Throws CREDENTIAL_NOT_PEM when there is none. */
export function parseCertificates(file: CredentialFile): [X509Certificate, ...X509Certificate[]] {
  const blocks = file.text.match(certificateBlockPattern) ?? []
  const [first, ...others] = blocks.map(block => parseCertificate(file, block))
  if (first !== undefined) return [first, ...others]
  throw notPemFailure(file, describeContent(Buffer.from(file.text, 'latin1')))
}

function parseCertificate(file: CredentialFile, block: string): X509Certificate {
  try {
    return new crypto.X509Certificate(block)
  } catch (error) {
    throw notPemFailure(file, message('reason.foundDamagedCertificate'), error)
  }
}

const notPemFailure = ({ path, role }: CredentialFile, found: Text, cause?: unknown) =>
  failure('CREDENTIAL_NOT_PEM', { path, role, found }, cause)

const certificateBlockPattern =
  /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----[^-]*-----END [A-Z0-9 ]*CERTIFICATE-----/g
