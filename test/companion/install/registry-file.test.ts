import { expect, it } from 'vitest'
import { parseRegistryFile } from '../../../companion/install/registry/registry-file.ts'

const toRegistryFile = (...all: string[]) =>
  ['Windows Registry Editor Version 5.00', '', ...all, ''].join('\r\n')

it('parseRegistryFile reads texts, numbers and subkeys', () => {
  const text = toRegistryFile(
    '[HKEY_CURRENT_USER\\Software\\a]',
    '@="C:\\\\Jürgen ☃\\\\x \\"y\\".json"',
    '"NativeMessagingUserLevelHosts"=dword:00000000',
    '"Time"=hex:01,02,\\',
    '  03',
    '',
    '[HKEY_CURRENT_USER\\Software\\a\\b]',
    '"1"="*"',
  )
  expect(parseRegistryFile(text)).toEqual({
    values: { '': 'C:\\Jürgen ☃\\x "y".json', NativeMessagingUserLevelHosts: '0' },
    subkeys: { b: { 1: '*' } },
  })
})

it('parseRegistryFile reads an empty key', () => {
  expect(parseRegistryFile(toRegistryFile('[HKEY_CURRENT_USER\\a]'))).toEqual({ values: {}, subkeys: {} })
})
