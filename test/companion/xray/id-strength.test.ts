import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { inEnglish } from '#messages/checks/english'
import { countRandomBits, findPattern } from '../../../companion/xray/rules/id-strength.ts'

/** Version 1. */
const timeGuids = [
  '9f1c2a40-cd2b-11f0-8a3e-0242ac120002',
  'e07d51b6-12fa-11ef-b5c4-7f81d93e66a1',
  '35b8e9d2-789c-11ee-9d07-c61a2b5f8870',
]

const makeIds = (make: (at: number) => string) => [0, 1, 2].map(make)

it.each([
  ['a GUID of version 4', '0b7e3c52-5d0f-4a8e-9c1b-2f6d8a4e7c31', 122],
  ['32 hexadecimal digits', '0b7e3c525d0fba8e6c1b2f6d8a4e7c31', 128],
  ['36 characters of base64url', 'q8Zr-T0xW_b3yK5mN7vC1aS9dF2gH4jL6pO0', 216],
  ['eight digits', '12345678', 26],
])('%s can have so many random bits', (_, id, bits) => {
  expect(countRandomBits(id)).toBe(bits)
})

it.each([
  ['GUIDs', () => crypto.randomUUID()],
  ['base64url texts', () => randomBytes(27).toString('base64url')],
])('random %s have no pattern', (_, make) => {
  const found = Array.from({ length: 1_000 }, () => findPattern(makeIds(make)))
  expect(found.filter(Boolean)).toEqual([])
})

it.each([
  ['repeat', () => '0b7e3c52-5d0f-4a8e-9c1b-2f6d8a4e7c31'],
  ['characters in common', (at: number) => `0b7e3c52-5d0f-4a8e-9c1b-00000000000${at}`],
  ['made from the time', (at: number) => timeGuids[at] ?? ''],
])('ids that %s have a pattern', (words, make) => {
  expect(inEnglish(findPattern(makeIds(make)) ?? '')).toContain(words)
})
