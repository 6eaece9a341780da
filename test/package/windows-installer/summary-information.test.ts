import { expect, it } from 'vitest'
import { replaceSummaryValues } from '../../../scripts/package/windows-installer/summary-information.ts'

const id = '6F2D4D9E-3D52-5D3E-8D21-0D3D4F3F7A02'
const values = { id, time: new Date('2026-01-02T03:04:06Z') }

/** Returns a file with a summary somewhere in it, as wixl writes it. */
function createInstaller(properties: readonly (readonly [number, Buffer])[]): Buffer {
  const rows = properties.map(([property], index) => {
    const before = properties.slice(0, index).reduce((sum, [, value]) => sum + value.length, 0)
    return Buffer.from(Uint32Array.of(property, 8 + 8 * properties.length + before).buffer)
  })
  const header = Buffer.concat([
    Buffer.alloc(28),
    Buffer.from('e0859ff2f94f6810ab9108002b27b3d9', 'hex'),
    Buffer.from(Uint32Array.of(48, 0, properties.length).buffer),
  ])
  return Buffer.concat([Buffer.alloc(64, 7), header, ...rows, ...properties.map(([, value]) => value)])
}

const createText = (text: string) =>
  Buffer.concat([Buffer.from(Uint32Array.of(0x1e, text.length + 1).buffer), Buffer.from(`${text}\0`)])
const createTime = (byte: number) =>
  Buffer.concat([Buffer.from(Uint32Array.of(0x40).buffer), Buffer.alloc(8, byte)])

const createSummary = (guid: string, byte: number) =>
  createInstaller([
    [2, createText('Hubpass')],
    [9, createText(guid)],
    [12, createTime(byte)],
    [13, createTime(byte + 1)],
  ])

it('replaceSummaryValues makes summaries equal that differ in the id and the times', () => {
  const one = createSummary('{00000000-0000-0000-0000-000000000000}', 1)
  const other = createSummary('{FFFFFFFF-0000-0000-0000-000000000000}', 3)
  expect(replaceSummaryValues(one, values)).toEqual(replaceSummaryValues(other, values))
  expect(one).toEqual(createSummary('{00000000-0000-0000-0000-000000000000}', 1))
})

it('replaceSummaryValues writes the id and the time of Windows', () => {
  const changed = replaceSummaryValues(createSummary(`{${id.toLowerCase()}}`, 1), values)
  expect(changed.includes(`{${id}}`)).toBe(true)
  // 2026-01-02T03:04:06Z as a count of 100 nanoseconds since 1601
  expect(changed.readBigUInt64LE(changed.length - 8)).toBe(134_117_966_460_000_000n)
})

it.each([
  ['no summary', Buffer.alloc(100)],
  ['no package code', createInstaller([[12, createTime(1)]])],
  ['a package code of another type', createInstaller([[9, createTime(1)]])],
  ['a package code of another form', createInstaller([[9, createText('x')]])],
])('replaceSummaryValues rejects %s', (_, installer) => {
  expect(() => replaceSummaryValues(installer, values)).toThrow()
})
