/** What wixl sets to a random id and the current time, and what makes two builds differ. */
export interface SummaryValues {
  /** The package code. */
  id: string
  time: Date
}

/** The identifier of the property set ([MS-OLEPS] §2.20), with which it starts in the file. */
const formatId = Buffer.from('e0859ff2f94f6810ab9108002b27b3d9', 'hex')

/** Identifiers of properties and their types ([MS-OLEPS] §2.25, §2.15). */
const properties = { revisionNumber: 9, created: 12, lastSaved: 13 }
const types = { text: 0x1e, fileTime: 0x40 }

/** Returns the installer with these values in its summary. Throws if it has no such properties. */
export function replaceSummaryValues(installer: Buffer, { id, time }: SummaryValues): Buffer {
  const result = Buffer.from(installer)
  const text = findProperty(result, properties.revisionNumber, types.text)
  const packageCode = `{${id}}`
  if (text.readUInt32LE(0) !== packageCode.length + 1) throw new Error('The package code has another form.')
  text.write(packageCode, 4, 'latin1')
  for (const property of [properties.created, properties.lastSaved])
    findProperty(result, property, types.fileTime).writeBigUInt64LE(toFileTime(time))
  return result
}

/** Returns the bytes from the property's value on, which are the file's own. */
function findProperty(installer: Buffer, property: number, type: number): Buffer {
  const start = installer.indexOf(formatId)
  if (start === -1 || installer.indexOf(formatId, start + 1) !== -1)
    throw new Error('The installer has no summary.')
  // The header of the stream is 28 bytes long and ends with this identifier and the section's offset.
  const section = installer.subarray(start - 28 + installer.readUInt32LE(start + formatId.length))
  const rows = Array.from({ length: section.readUInt32LE(4) }, (_, row) => 8 + 8 * row)
  const row = rows.find(offset => section.readUInt32LE(offset) === property)
  const value = row === undefined ? undefined : section.subarray(section.readUInt32LE(row + 4))
  if (value?.readUInt32LE(0) !== type) throw new Error(`The summary lacks the property ${property}.`)
  return value.subarray(4)
}

/** Windows counts 100 nanoseconds since 1601 ([MS-DTYP] §2.3.3). */
const toFileTime = (time: Date): bigint => (BigInt(time.getTime()) + 11_644_473_600_000n) * 10_000n
