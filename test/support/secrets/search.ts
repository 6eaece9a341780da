/** Finds any of many texts in bytes, in one pass. */
export interface SecretIndex {
  /** Returns a number for each found secret: its position in the list of the index. */
  search(bytes: Buffer): Set<number>
}

/** The bytes of the start that decide where to look closer. */
const startBytes = 4

/** Indexes secrets as UTF-8, as UTF-16, in base64 and in URLs. */
export function indexSecrets(secrets: readonly string[]): SecretIndex {
  const byStart = new Map<number, { bytes: Buffer; secret: number }[]>()
  // Tells for most positions, without a look at the map, that no secret begins there.
  const hasStart = new Uint8Array(2 ** 16)
  for (const [secret, text] of secrets.entries())
    for (const bytes of listForms(text)) {
      const start = bytes.readUInt32LE()
      byStart.set(start, [...(byStart.get(start) ?? []), { bytes, secret }])
      hasStart[fold(start)] = 1
    }
  return {
    search: bytes => {
      const found = new Set<number>()
      let start = 0
      for (let at = 0; at < bytes.length; at += 1) {
        start = ((start >>> 8) | ((bytes[at] ?? 0) << 24)) >>> 0
        if (hasStart[fold(start)] !== 1) continue
        const from = at - startBytes + 1
        for (const candidate of byStart.get(start) ?? [])
          if (bytes.subarray(from, from + candidate.bytes.length).equals(candidate.bytes))
            found.add(candidate.secret)
      }
      return found
    },
  }
}

const fold = (start: number): number => (start ^ (start >>> 15)) & 0xffff

function listForms(secret: string): Buffer[] {
  const utf8 = Buffer.from(secret)
  // The last digits depend on what follows.
  const base64 = utf8.subarray(0, utf8.length - (utf8.length % 3)).toString('base64')
  const texts = new Set([secret, base64, encodeURIComponent(secret.toWellFormed())])
  return [...[...texts].map(text => Buffer.from(text)), Buffer.from(secret, 'utf16le')]
}
