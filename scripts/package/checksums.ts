import { createHash } from 'node:crypto'

export const hashSha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex')

/** Returns the lines that `sha256sum --check` reads, for the hash of each file. */
export const formatChecksums = (hashes: ReadonlyMap<string, string>): string =>
  [...hashes].map(([name, hash]) => `${hash}  ${name}\n`).join('')
