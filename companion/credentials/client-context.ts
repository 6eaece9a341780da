import type { X509Certificate } from 'node:crypto'
import type { SecureContext, SecureContextOptions } from 'node:tls'
import { message, type Text } from '#messages/message'
import { failure } from '#protocol/errors'
import { errorMessage } from '#protocol/text'
import { createContext } from '../qlik/http/secure-context.ts'
import { hasErrorCode } from '../util/node-errors.ts'
import type { KeyMaterial } from './key-material.ts'

/** Creates a context that presents the chain. Throws CERTIFICATE_REJECTED if OpenSSL does not use it. */
export function createClientContext(
  { locations, key }: KeyMaterial,
  chain: readonly X509Certificate[],
  trust: SecureContextOptions,
): SecureContext {
  if (key === undefined) return createContext(trust)
  try {
    const exportedKey = key.export({ type: 'pkcs8', format: 'pem' })
    return createContext({ ...trust, cert: chain.map(String).join(''), key: exportedKey })
  } catch (error) {
    throw failure('CERTIFICATE_REJECTED', { path: locations.certificate, reason: describe(error) }, error)
  }
}

/** Describes what falls below the security level of OpenSSL. */
function describe(error: unknown): Text {
  const weakness = weaknesses.find(({ codes }) => hasErrorCode(error, ...codes))
  return weakness === undefined
    ? errorMessage(error)
    : message(weakness.reason, { detail: errorMessage(error) })
}

const weaknesses = [
  {
    codes: ['ERR_SSL_EE_KEY_TOO_SMALL', 'ERR_SSL_CA_KEY_TOO_SMALL'],
    reason: 'reason.certificateKeyTooShort',
  },
  { codes: ['ERR_SSL_CA_MD_TOO_WEAK'], reason: 'reason.certificateSignatureWeak' },
] as const
