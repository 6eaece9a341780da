import { createHash, createHmac } from 'node:crypto'
import type { Digest } from 'node-forge/lib/pbe.js'
import { type Algorithm, algorithmOf, bytesOf, childrenOf, type DerNode, integerOf } from './der.ts'
import * as forge from './forge.ts'
import { UnsupportedError } from './limits.ts'
import { hashes, hmacHashes, ids, nameScheme } from './names.ts'
import { WrongPasswordError } from './password.ts'
import { type Derivation, derivePbkdf2Key } from './pbkdf2.ts'

/**
 * Verifies the MAC of a PFX file (RFC 7292, section 4; PBMAC1: RFC 9879). Throws WrongPasswordError, and
 * UnsupportedError for an unknown algorithm.
 */
export function verifyMac(macData: DerNode, content: Buffer, derivation: Derivation): void {
  const [digestInfo, salt, iterations] = childrenOf(macData)
  const [algorithmNode, expected] = childrenOf(digestInfo)
  const algorithm = algorithmOf(algorithmNode)
  const { hash, key } =
    algorithm.id === ids.pbmac1
      ? derivePbmac1Key(algorithm, bytesOf(expected).length, derivation)
      : derivePkcs12Key(algorithm, bytesOf(salt), iterations, derivation)
  const mac = createHmac(hash, key).update(content).digest()
  if (!mac.equals(bytesOf(expected))) throw new WrongPasswordError('MAC does not match')
}

interface MacKey {
  hash: string
  key: Buffer
}

function derivePbmac1Key({ parameters }: Algorithm, length: number, derivation: Derivation): MacKey {
  const [keyDerivation, scheme] = childrenOf(parameters)
  const { id } = algorithmOf(scheme)
  const hash = hmacHashes.get(id)
  if (hash === undefined) throw new UnsupportedError({ scheme: nameScheme(id) })
  return { hash, key: derivePbkdf2Key(keyDerivation, length, derivation) }
}

function derivePkcs12Key(
  { id }: Algorithm,
  salt: Buffer,
  iterations: DerNode | undefined,
  { password, guard }: Derivation,
): MacKey {
  const hash = hashes.get(id)
  if (hash === undefined) throw new UnsupportedError({ scheme: nameScheme(id) })
  const count = iterations === undefined ? 1 : integerOf(iterations)
  guard(count)
  const digest = createDigest(hash)
  const key = forge.pbe.generatePkcs12Key(
    password.text,
    forge.util.createBuffer(salt.toString('latin1')),
    3,
    count,
    digest.digestLength,
    digest,
  )
  return { hash: hash.name, key: Buffer.from(key.getBytes(), 'latin1') }
}

/** Returns a hash of Node as one of node-forge, which has fewer hashes. */
function createDigest({ name, blockLength }: { name: string; blockLength: number }): Digest {
  let hash = createHash(name)
  const digestLength = createHash(name).digest().length
  const digest: Digest = {
    digestLength,
    blockLength,
    start() {
      hash = createHash(name)
      return digest
    },
    update(bytes) {
      hash.update(bytes, 'latin1')
      return digest
    },
    digest: () => forge.util.createBuffer(hash.digest('binary')),
  }
  return digest
}
