import { pbkdf2Sync } from 'node:crypto'
import { algorithmOf, bytesOf, childrenOf, type DerNode, integerOf } from './der.ts'
import { type IterationGuard, UnsupportedError } from './limits.ts'
import { hmacHashes, ids, nameScheme } from './names.ts'
import type { Password } from './password.ts'

/** What every derivation of a file needs. */
export interface Derivation {
  password: Password
  guard: IterationGuard
}

const hmacWithSha1 = '1.2.840.113549.2.7'

/** Derives a key with PBKDF2. Throws UnsupportedError for another function. */
export function derivePbkdf2Key(
  node: DerNode | undefined,
  length: number,
  { password, guard }: Derivation,
): Buffer {
  const { id, parameters } = algorithmOf(node)
  if (id !== ids.pbkdf2) throw new UnsupportedError({ scheme: nameScheme(id) })
  const [salt, iterations, ...rest] = childrenOf(parameters)
  // The last part is the hash, after the optional length of the key.
  const last = rest.at(-1)
  const hashId = Array.isArray(last?.value) ? algorithmOf(last).id : hmacWithSha1
  const hash = hmacHashes.get(hashId)
  if (hash === undefined) throw new UnsupportedError({ scheme: nameScheme(hashId) })
  const count = integerOf(iterations)
  guard(count)
  return pbkdf2Sync(password.bytes, bytesOf(salt), count, length, hash)
}
