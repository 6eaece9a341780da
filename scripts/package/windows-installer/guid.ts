import { createHash } from 'node:crypto'

/** A random UUID. Windows recognizes the product and its files by ids made from it, so it never changes. */
const namespace = Buffer.from('3f1c7c0a-b2a5-4b7f-9c0d-5a1e6d8e42b7'.replaceAll('-', ''), 'hex')

/**
 * Returns the version 5 UUID of a name (RFC 9562 §5.5), in capitals as the installer's tables need
 * it.
 */
export function createGuid(name: string): string {
  const bytes = createHash('sha1').update(namespace).update(name).digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes
    .toString('hex')
    .toUpperCase()
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
