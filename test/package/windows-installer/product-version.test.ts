import { expect, it } from 'vitest'
import { toProductVersion } from '../../../scripts/package/windows-installer/product-version.ts'

it.each([
  ['0.1.0', '0.1.0'],
  ['255.255.65535', '255.255.65535'],
  ['1.2.3-beta.1', '1.2.3'],
  ['1.2.3+build', '1.2.3'],
])('toProductVersion turns %s into %s', (version, expected) => {
  expect(toProductVersion(version)).toBe(expected)
})

it.each(['1.2', '256.0.0', '0.256.0', '0.0.65536', '1.2.3.4', ''])('toProductVersion rejects %j', version => {
  expect(() => toProductVersion(version)).toThrow(`cannot compare the version ${version}`)
})
