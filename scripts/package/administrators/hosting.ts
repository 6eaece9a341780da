import { createPrivateKey, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { SetupError } from '../../setup/run-main.mjs'

/** What an organization needs to host the extension itself. */
export interface Hosting {
  /** The private key that signs the CRX and fixes its id. */
  key: KeyObject
  /** The address of the folder on its server, without a slash at the end. */
  url: string
}

/** Reads an RSA key in PEM. Throws if the file has none. */
export function readHosting(file: string, url: string): Hosting {
  const key = readKey(file)
  const bits = key?.asymmetricKeyType === 'rsa' ? (key.asymmetricKeyDetails?.modulusLength ?? 0) : 0
  if (key !== undefined && bits >= 2048) return { key, url: url.replace(/\/+$/, '') }
  throw new SetupError(
    `${file} has no RSA key of 2048 bits or more, without a passphrase. Create one: openssl genrsa -out ${file} 2048`,
  )
}

function readKey(file: string): KeyObject | undefined {
  try {
    return createPrivateKey(readFileSync(file))
  } catch {
    return undefined
  }
}
