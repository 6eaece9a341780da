import { createHash } from 'node:crypto'

export const hashSha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex')

/** The SHA-256 of each artifact, by its name. */
export type Checksums = ReadonlyMap<string, string>

/** Returns the lines that `sha256sum --check` reads, for the hash of each file. */
export const formatChecksums = (hashes: Checksums): string =>
  [...hashes].map(([name, hash]) => `${hash}  ${name}\n`).join('')

/** Reads SHA256SUMS. Throws for a line of another form. */
export const parseChecksums = (text: string): Checksums =>
  new Map(
    text
      .split('\n')
      .filter(line => line !== '')
      .map(line => {
        const [, hash, name] = /^([0-9a-f]{64}) {2}(\S+)$/.exec(line) ?? []
        if (hash === undefined || name === undefined)
          throw new Error(`SHA256SUMS has a line that is not a checksum: ${line}`)
        return [name, hash] as const
      }),
  )
