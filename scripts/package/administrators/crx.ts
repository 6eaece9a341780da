import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto'

/**
 * Returns a CRX3 file, which browsers install by policy
 * (https://chromium.googlesource.com/chromium/src/+/main/components/crx_file/crx3.proto). Own code: the header
 * has four fields. The signature is deterministic (RSA with PKCS #1 v1.5).
 */
export function createCrx(zip: Uint8Array, key: KeyObject): Uint8Array {
  const publicKey = exportPublicKey(key)
  const signedData = encodeField(1, hashKey(publicKey))
  const signature = sign(
    'sha256',
    Buffer.concat([signatureContext, toUint32(signedData.length), signedData, zip]),
    key,
  )
  const proof = Buffer.concat([encodeField(1, publicKey), encodeField(2, signature)])
  const header = Buffer.concat([
    encodeField(fields.sha256WithRsa, proof),
    encodeField(fields.signedData, signedData),
  ])
  return Buffer.concat([Buffer.from('Cr24'), toUint32(3), toUint32(header.length), header, zip])
}

/** Returns the id that browsers derive from a private or public key. */
export const toExtensionId = (key: KeyObject): string =>
  [...hashKey(exportPublicKey(key)).toString('hex')]
    .map(digit => String.fromCharCode('a'.charCodeAt(0) + Number.parseInt(digit, 16)))
    .join('')

/** The numbers of the fields of `CrxFileHeader`. */
const fields = { sha256WithRsa: 2, signedData: 10_000 } as const

const signatureContext = Buffer.from('CRX3 SignedData\0')

const exportPublicKey = (key: KeyObject): Buffer =>
  (key.type === 'private' ? createPublicKey(key) : key).export({ type: 'spki', format: 'der' })

/** The id is the first half of the hash. */
const hashKey = (publicKey: Buffer): Buffer => createHash('sha256').update(publicKey).digest().subarray(0, 16)

/** Encodes a field with a length, as a protocol buffer has it. */
function encodeField(number: number, content: Uint8Array): Buffer {
  const isBytes = 2
  return Buffer.concat([toVarint(number * 8 + isBytes), toVarint(content.length), content])
}

function toVarint(value: number): Buffer {
  const bytes: number[] = []
  let rest = value
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) + 0x80)
  return Buffer.from([...bytes, rest])
}

function toUint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
