import { createHash, createPublicKey, verify } from 'node:crypto'

/** What a browser checks in a CRX3 file, read independently of what writes it. */
export interface ReadCrx {
  id: string
  /** Hash of the public key: the id that a browser expects. */
  idOfKey: string
  isSignatureValid: boolean
  zip: Buffer
}

/** Reads a CRX3 file. Throws if it is none. */
export function readCrx(content: Uint8Array): ReadCrx {
  const bytes = Buffer.from(content)
  const headerLength = bytes.readUInt32LE(8)
  if (bytes.toString('latin1', 0, 4) !== 'Cr24' || bytes.readUInt32LE(4) !== 3)
    throw new Error('No CRX3 file')
  const header = readFields(bytes.subarray(12, 12 + headerLength))
  const zip = bytes.subarray(12 + headerLength)
  const proof = readFields(requireField(header, 2))
  const signedData = requireField(header, 10_000)
  const publicKey = requireField(proof, 1)
  const length = Buffer.alloc(4)
  length.writeUInt32LE(signedData.length)
  const signed = Buffer.concat([Buffer.from('CRX3 SignedData\0', 'latin1'), length, signedData, zip])
  const key = createPublicKey({ key: publicKey, format: 'der', type: 'spki' })
  return {
    id: toLetters(requireField(readFields(signedData), 1)),
    idOfKey: toLetters(createHash('sha256').update(publicKey).digest().subarray(0, 16)),
    isSignatureValid: verify('sha256', signed, key, requireField(proof, 2)),
    zip,
  }
}

const toLetters = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/./g, digit => 'abcdefghijklmnop'.charAt(Number.parseInt(digit, 16)))

function requireField(fields: ReadonlyMap<number, Buffer>, number: number): Buffer {
  const found = fields.get(number)
  if (found === undefined) throw new Error(`No field ${number}`)
  return found
}

/** Reads the fields of a protocol buffer that has only fields with a length. */
function readFields(bytes: Buffer): Map<number, Buffer> {
  const fields = new Map<number, Buffer>()
  let position = 0
  const readVarint = () => {
    let value = 0
    for (let factor = 1; ; factor *= 0x80) {
      const byte = bytes.readUInt8(position++)
      value += (byte % 0x80) * factor
      if (byte < 0x80) return value
    }
  }
  while (position < bytes.length) {
    const tag = readVarint()
    if (tag % 8 !== 2) throw new Error(`Unexpected type of field ${tag >> 3}`)
    const length = readVarint()
    fields.set(tag >> 3, bytes.subarray(position, position + length))
    position += length
  }
  return fields
}
