import { expect, it } from 'vitest'
import { parseAddress } from '../../../companion/util/address.ts'

it.each([
  ['qlik.acme.com:4243', 'qlik.acme.com'],
  ['[fd00::1]:4243', 'fd00::1'],
  ['münchen.de:4243', 'xn--mnchen-3ya.de'],
  ['ＱＬＩＫ.acme.com:4243', 'qlik.acme.com'],
  ['日本語.jp:4243', 'xn--wgv71a119e.jp'],
  ['qlik_01:4243', 'qlik_01'],
])('parseAddress reads the host of %s as %s', (address, host) => {
  expect(parseAddress(address)).toEqual({ host, port: 4243 })
})
