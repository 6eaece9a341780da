import type { KeyObject, X509Certificate } from 'node:crypto'
import type { SecureContextOptions } from 'node:tls'
import type { Transport } from '../qlik/http/endpoint.ts'

/** The parts of a credential from any source. */
export interface KeyMaterial {
  certificate: X509Certificate
  /** The certificates between the client certificate and the root. */
  chain: X509Certificate[]
  roots: X509Certificate[]
  /** Undefined if the key cannot leave its store. */
  key: KeyObject | undefined
  /** The location of each part, for messages. */
  locations: { certificate: string; key: string; root: string }
  /** The same, as options for Node's TLS. */
  tlsOptions: SecureContextOptions
  /** Replaces Node's TLS if only the operating system can use the key. */
  transport?: Transport
}

/** The unparsed content of a credential's files: reading is cheap, parsing is not. */
export interface CredentialContent {
  /** Identifies the content, including the passphrase. */
  fingerprintParts: readonly (string | undefined)[]
  open(): KeyMaterial | Promise<KeyMaterial>
}
