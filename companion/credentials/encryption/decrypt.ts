import { createDecipheriv, getCipherInfo } from 'node:crypto'
import { type Algorithm, algorithmOf, bytesOf, childrenOf, type DerNode, integerOf, parseDer } from './der.ts'
import * as forge from './forge.ts'
import { UnsupportedError } from './limits.ts'
import { ciphers, ids, nameScheme } from './names.ts'
import { WrongPasswordError } from './password.ts'
import { type Derivation, derivePbkdf2Key } from './pbkdf2.ts'

/**
 * Decrypts a DER sequence, which every protected part of a file is. Throws WrongPasswordError, and
 * UnsupportedError for an unknown scheme.
 */
export function decrypt(algorithm: Algorithm, data: Buffer, derivation: Derivation): Buffer {
  const plain = decryptBytes(algorithm, data, derivation)
  // One of 256 wrong passwords leads to a valid padding.
  if (!isSequence(plain)) throw new WrongPasswordError('bad decrypt')
  return plain
}

function decryptBytes({ id, parameters }: Algorithm, data: Buffer, derivation: Derivation): Buffer {
  const old = pkcs12Schemes.get(id)
  if (old !== undefined) return decryptPkcs12(old, parameters, data, derivation)
  if (id === ids.pbes2) return decryptPbes2(parameters, data, derivation)
  throw new UnsupportedError({ scheme: nameScheme(id) })
}

function isSequence(bytes: Buffer): boolean {
  try {
    return childrenOf(parseDer(bytes)).length > 0
  } catch {
    return false
  }
}

/** The scheme of current programs (RFC 8018, section 6.2). */
function decryptPbes2(parameters: DerNode | undefined, data: Buffer, derivation: Derivation): Buffer {
  const [keyDerivation, encryption] = childrenOf(parameters)
  const { id, parameters: iv } = algorithmOf(encryption)
  const cipher = ciphers.get(id)
  const { keyLength } = (cipher === undefined ? undefined : getCipherInfo(cipher)) ?? {}
  if (cipher === undefined || keyLength === undefined) throw new UnsupportedError({ scheme: nameScheme(id) })
  return decryptWithNode(cipher)(derivePbkdf2Key(keyDerivation, keyLength, derivation), bytesOf(iv), data)
}

type Decrypt = (key: Buffer, iv: Buffer, data: Buffer) => Buffer

interface Pkcs12Scheme {
  keyLength: number
  decrypt: Decrypt
}

/** The older schemes (RFC 7292, appendix C). */
function decryptPkcs12(
  { keyLength, decrypt }: Pkcs12Scheme,
  parameters: DerNode | undefined,
  data: Buffer,
  { password, guard }: Derivation,
): Buffer {
  const [salt, iterations] = childrenOf(parameters)
  const count = integerOf(iterations)
  guard(count)
  const derive = (purpose: 1 | 2, length: number) =>
    toBuffer(forge.pbe.generatePkcs12Key(password.text, toForge(bytesOf(salt)), purpose, count, length))
  return decrypt(derive(1, keyLength), derive(2, 8), data)
}

const decryptWithNode =
  (cipher: string): Decrypt =>
  (key, iv, data) => {
    const decipher = createDecipheriv(cipher, key, iv)
    try {
      return Buffer.concat([decipher.update(data), decipher.final()])
    } catch (error) {
      throw new WrongPasswordError('bad decrypt', { cause: error })
    }
  }

/** OpenSSL 3 has RC2 only in its legacy provider, which Node does not load. */
const decryptWithRc2 =
  (bits: number): Decrypt =>
  (key, iv, data) => {
    const cipher = forge.rc2.createDecryptionCipher(key.toString('latin1'), bits)
    cipher.start(iv.toString('latin1'))
    cipher.update(toForge(data))
    if (!cipher.finish()) throw new WrongPasswordError('bad decrypt')
    return toBuffer(cipher.output)
  }

const pkcs12Schemes = new Map<string, Pkcs12Scheme>([
  ['1.2.840.113549.1.12.1.3', { keyLength: 24, decrypt: decryptWithNode('des-ede3-cbc') }],
  ['1.2.840.113549.1.12.1.4', { keyLength: 16, decrypt: decryptWithNode('des-ede-cbc') }],
  ['1.2.840.113549.1.12.1.5', { keyLength: 16, decrypt: decryptWithRc2(128) }],
  ['1.2.840.113549.1.12.1.6', { keyLength: 5, decrypt: decryptWithRc2(40) }],
])

const toForge = (bytes: Buffer) => forge.util.createBuffer(bytes.toString('latin1'))

const toBuffer = (bytes: ReturnType<typeof toForge>): Buffer => Buffer.from(bytes.getBytes(), 'latin1')
