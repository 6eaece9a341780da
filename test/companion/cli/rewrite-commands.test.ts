import { expect, it } from 'vitest'
import { quoteCommandLine } from '../../../companion/cli/rewrite-commands.ts'

it.each<[NodeJS.Platform, string, string[]]>([
  ['win32', String.raw`node C:\Users\ANNA~1\hubpass.mjs`, ['node', String.raw`C:\Users\ANNA~1\hubpass.mjs`]],
  ['win32', String.raw`node "C:\My tools\hubpass.mjs"`, ['node', String.raw`C:\My tools\hubpass.mjs`]],
  [
    'win32',
    String.raw`& "C:\Node js\node.exe" C:\h.mjs`,
    [String.raw`C:\Node js\node.exe`, String.raw`C:\h.mjs`],
  ],
  ['linux', 'node /opt/hubpass.mjs', ['node', '/opt/hubpass.mjs']],
  ['darwin', `'/my node' '/Anna'\\''s/h.mjs'`, ['/my node', "/Anna's/h.mjs"]],
  ['linux', String.raw`node '/a\b'`, ['node', String.raw`/a\b`]],
])('quoteCommandLine on %s writes %s', (platform, expected, words) =>
  expect(quoteCommandLine(words, platform)).toBe(expected),
)
