import { expect, it } from 'vitest'
import { createIcon } from '../../../scripts/package/windows-installer/icon.ts'

it('createIcon points to each image', () => {
  const images = [
    { size: 16, png: Buffer.from('sixteen') },
    { size: 256, png: Buffer.from('two hundred') },
  ]
  const icon = createIcon(images)
  expect([icon.readUInt16LE(0), icon.readUInt16LE(2), icon.readUInt16LE(4)]).toEqual([0, 1, 2])
  for (const [index, { size, png }] of images.entries()) {
    const entry = icon.subarray(6 + 16 * index)
    expect(entry.readUInt8(0)).toBe(size % 256)
    const offset = entry.readUInt32LE(12)
    expect(icon.subarray(offset, offset + entry.readUInt32LE(8))).toEqual(png)
  }
})
