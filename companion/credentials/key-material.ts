import type { KeyObject, X509Certificate } from 'node:crypto'
import type { Transport } from '../qlik/http/endpoint.ts'

/** The parts of a credential from any source. */
export interface KeyMaterial {
  certificate: X509Certificate
  /** Further certificates of the files, some of which may lead to the root. */
  others: X509Certificate[]
  /** Empty if the operating system decides which servers to trust. */
  roots: X509Certificate[]
  /** Undefined if the key cannot leave its store. */
  key: KeyObject | undefined
  /** The location of each part, for messages. */
  locations: Locations
  /** Replaces Node's TLS if only the operating system can use the key. */
  transport?: Transport
}

export interface Locations {
  certificate: string
  key: string
  root: string
}

/** The unparsed content of a credential's files: reading is cheap, parsing is not. */
export interface CredentialContent {
  /** Identifies the content, including the passphrase. */
  fingerprintParts: readonly (string | undefined)[]
  open(): KeyMaterial | Promise<KeyMaterial>
}
