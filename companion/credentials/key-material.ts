import type { KeyObject, X509Certificate } from 'node:crypto'
import type { SecureContextOptions } from 'node:tls'
import type { Transport } from '../qlik/http/request.ts'

/** What a credential consists of, wherever it came from. */
export interface KeyMaterial {
  certificate: X509Certificate
  /** Certificates between the client's own and the root. */
  chain: X509Certificate[]
  roots: X509Certificate[]
  /** Undefined where the key never leaves its store. */
  key: KeyObject | undefined
  /** Where each lies, for people. */
  locations: { certificate: string; key: string; root: string }
  /** The same as TLS wants it. */
  tlsOptions: SecureContextOptions
  /** What exchanges with the server in place of Node's TLS, where only the system may use the key. */
  transport?: Transport
}

/** What a credential's files hold now, not yet understood: reading them is cheap, understanding them is not. */
export interface CredentialContent {
  /** Tells this content from any other, the passphrase included. */
  fingerprintParts: readonly (string | undefined)[]
  open(): KeyMaterial | Promise<KeyMaterial>
}
