import { decrypt } from './decrypt.ts'
import {
  algorithmOf,
  bytesOf,
  childrenOf,
  type DerNode,
  encodeDer,
  firstOf,
  identifierOf,
  parseDer,
} from './der.ts'
import { UnsupportedError } from './limits.ts'
import { verifyMac } from './mac.ts'
import { ids, nameScheme } from './names.ts'
import type { Derivation } from './pbkdf2.ts'

/** The keys (PKCS #8) and certificates of a PFX file, in DER. */
export interface PfxBags {
  keys: Buffer[]
  certificates: Buffer[]
}

/** A PFX file before its decryption. */
export interface PfxContainer {
  /** What the MAC protects. */
  content: Buffer
  macData: DerNode | undefined
}

/** Throws UnsupportedError for a file with a signature instead of a password. */
export function readContainer(bytes: Buffer): PfxContainer {
  const [, safes, macData] = childrenOf(parseDer(bytes))
  const { id, parameters } = algorithmOf(safes)
  if (id !== ids.data) throw new UnsupportedError({ scheme: nameScheme(id) })
  return { content: bytesOf(firstOf(parameters)), macData }
}

/** Throws WrongPasswordError, UnsupportedError, and other errors if the content is damaged. */
export function readBags({ content, macData }: PfxContainer, derivation: Derivation): PfxBags {
  if (macData !== undefined) verifyMac(macData, content, derivation)
  const bags: PfxBags = { keys: [], certificates: [] }
  for (const safe of childrenOf(parseDer(content))) {
    const { id, parameters } = algorithmOf(safe)
    const inner = firstOf(parameters)
    const isEncrypted = id === ids.encryptedData
    const plain = isEncrypted ? decryptContent(inner, derivation) : bytesOf(inner)
    if (plain.length > 0) collectBags(parseDer(plain), derivation, bags)
  }
  return bags
}

function decryptContent(encryptedData: DerNode, derivation: Derivation): Buffer {
  const [, info] = childrenOf(encryptedData)
  const [, algorithm, data] = childrenOf(info)
  return decrypt(algorithmOf(algorithm), bytesOf(data), derivation)
}

/** Skips revocation lists and secrets. */
function collectBags(safeContents: DerNode, derivation: Derivation, bags: PfxBags): void {
  for (const bag of childrenOf(safeContents)) {
    const [id, wrapper] = childrenOf(bag)
    const value = firstOf(wrapper)
    const collect = collectors.get(identifierOf(id))
    collect?.(value, derivation, bags)
  }
}

const collectors = new Map<string, typeof collectBags>([
  [ids.safeContentsBag, collectBags],
  [ids.keyBag, (value, _, { keys }) => void keys.push(encodeDer(value))],
  [ids.shroudedKeyBag, (value, derivation, { keys }) => void keys.push(decryptKey(value, derivation))],
  [ids.certificateBag, (value, _, { certificates }) => void certificates.push(...readCertificate(value))],
])

function decryptKey(encryptedKey: DerNode, derivation: Derivation): Buffer {
  const [algorithm, data] = childrenOf(encryptedKey)
  return decrypt(algorithmOf(algorithm), bytesOf(data), derivation)
}

function readCertificate(certificateBag: DerNode): Buffer[] {
  const [type, wrapper] = childrenOf(certificateBag)
  return identifierOf(type) === ids.x509Certificate ? [bytesOf(firstOf(wrapper))] : []
}
