import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quoteArgument, type Shell } from '#protocol/quote-shell'
import { shellsFor } from '../../src/welcome/platform-info.ts'

describe.skipIf(process.platform === 'win32')('quoteArgument in a Unix shell', () => {
  it('passes any argument unchanged', () => {
    const argument = fc.string({ unit: 'grapheme' }).filter(text => !text.includes('\0'))
    fc.assert(
      fc.property(fc.array(argument, { minLength: 1, maxLength: 20 }), texts => {
        const command = `printf '%s\\0' ${texts.map(text => quoteArgument(text, 'sh')).join(' ')}`
        expect(execFileSync('sh', ['-c', command]).toString()).toBe(texts.map(text => `${text}\0`).join(''))
      }),
      { numRuns: 50 },
    )
  })
})

it.each<[Shell, string, string]>([
  ['sh', 'https://qlik.example.com:8443', 'https://qlik.example.com:8443'],
  ['sh', 'https://[::1]', "'https://[::1]'"],
  ['powershell', 'https://qlik.example.com', 'https://qlik.example.com'],
  ['powershell', "Anna's $home", "'Anna''s $home'"],
  ['powershell', 'Anna’s', "'Anna’’s'"],
  ['powershell', '@here', "'@here'"],
  ['cmd', 'https://qlik.example.com', 'https://qlik.example.com'],
  ['cmd', 'a & b', '"a & b"'],
  ['cmd', 'say "yes"', '"say \\"yes\\""'],
  ['cmd', '', '""'],
])('quoteArgument for %s turns %s into %s', (shell, argument, expected) =>
  expect(quoteArgument(argument, shell)).toBe(expected),
)

it.each(['sh', 'powershell', 'cmd'] as const)('quoteArgument for %s leaves options unquoted', shell =>
  expect(['--hub', '-V', 'site'].map(argument => quoteArgument(argument, shell))).toEqual([
    '--hub',
    '-V',
    'site',
  ]),
)

it('shellsFor returns PowerShell and cmd on Windows, and sh elsewhere', () => {
  expect(shellsFor('windows')).toEqual(['powershell', 'cmd'])
  expect([shellsFor('macos'), shellsFor('linux')]).toEqual([['sh'], ['sh']])
})
