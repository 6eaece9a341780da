import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { parsePackageOptions } from '../../../scripts/package/options.mjs'

it('the key and the address of a CRX belong together', () => {
  const address = 'https://intranet.example.com/hubpass'
  expect(parsePackageOptions(['--crx-key', 'key.pem', '--crx-url', address]).crx).toEqual({
    key: resolve('key.pem'),
    url: address,
  })
  expect(parsePackageOptions([])).not.toHaveProperty('crx')
  for (const args of [
    ['--crx-key', 'key.pem'],
    ['--crx-url', address],
  ])
    expect(() => parsePackageOptions(args)).toThrow('Give both --crx-key and --crx-url.')
})

it.each(['intranet', 'file:///a', 'https://a/b?c', 'https://a b'])(
  'the address %s of a CRX is refused',
  address => {
    expect(() => parsePackageOptions(['--crx-key', 'key.pem', '--crx-url', address])).toThrow(
      /must be the address of a folder/,
    )
  },
)
