import type { KeyObject, X509Certificate } from 'node:crypto'
import type { SecureContextOptions } from 'node:tls'
import type { Transport } from '../qps/exchange.ts'

/** What a credential consists of, wherever it came from. */
export interface Material {
  certificate: X509Certificate
  /** Certificates between the client's own and the root. */
  chain: X509Certificate[]
  roots: X509Certificate[]
  /** Undefined where the key never leaves its store. */
  key: KeyObject | undefined
  /** Where each lies, for people. */
  places: { certificate: string; key: string; root: string }
  /** The same as TLS wants it. */
  secrets: SecureContextOptions
  /** What exchanges with the server in place of Node's TLS, where only the system may use the key. */
  transport?: Transport
}

/** What a credential's files hold now, not yet understood: reading them is cheap, understanding them is not. */
export interface Content {
  /** Tells this content from any other, the passphrase included. */
  parts: readonly (string | undefined)[]
  open(): Material | Promise<Material>
}
