import { generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { registerKey } from '../../../support/secrets/registry.ts'

const generate = promisify(generateKeyPair)

/** RSA 2048, as in the certificates that a Qlik site exports (docs/facts/qlik-sense.md §5.2). */
const SIGNING = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

export interface Keys {
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

export async function createKeys(): Promise<Keys> {
  const keys = await generate('rsa', { modulusLength: 2048 })
  for (const type of ['pkcs1', 'pkcs8'] as const)
    registerKey(keys.privateKey.export({ type, format: 'pem' }).toString())
  return keys
}

const pool = new Map<string, Promise<Keys>>()

/**
 * Returns keys that all doubles of a process share, since generating keys is slow. Root keys are
 * never shared: otherwise one site would accept the certificates of another.
 */
export function getPooledKeys(role: string): Promise<Keys> {
  const keys = pool.get(role) ?? createKeys()
  pool.set(role, keys)
  return keys
}

/** Converts a key pair to WebCrypto keys, which the certificate generator signs with. */
export async function toCryptoKeys({ privateKey, publicKey }: Keys): Promise<CryptoKeyPair> {
  const pkcs8 = new Uint8Array(privateKey.export({ type: 'pkcs8', format: 'der' }))
  const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }))
  return {
    privateKey: await crypto.subtle.importKey('pkcs8', pkcs8, SIGNING, true, ['sign']),
    publicKey: await crypto.subtle.importKey('spki', spki, SIGNING, true, ['verify']),
  }
}

/**
 * Returns unencrypted PKCS#1 without a Proc-Type header, as in all known exports
 * (docs/facts/qlik-sense.md §5.2).
 */
export const toPkcs1Pem = ({ privateKey }: Keys): string =>
  privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
