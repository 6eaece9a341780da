import * as v from 'valibot'
import { expect, it } from 'vitest'
import { commands } from '#protocol/commands'
import { formatCommandLine } from '#protocol/invocation'

const hello = { protocol: { min: 1, max: 1 }, companion: '1.0.0', node: '20.19.0', platform: 'linux' }
const parseInvocation = (invocation: unknown) =>
  v.parse(commands.hello.result, { ...hello, invocation }).invocation

it('the answer to hello has an invocation of a few words', () => {
  expect(parseInvocation(['npx', 'hubpass'])).toEqual(['npx', 'hubpass'])
  expect(v.parse(commands.hello.result, hello).invocation).toBeUndefined()
})

it.each([
  ['hubpass'],
  [[]],
  [['']],
  [['hubpass\nrm']],
  [['\u001b[2J']],
  [['x'.repeat(1025)]],
  [['a', 'b', 'c', 'd', 'e']],
  [[1]],
])('the answer to hello is valid without the invalid invocation %j', invocation =>
  expect(parseInvocation(invocation)).toBeUndefined(),
)

it.each([
  ['that is a text', '/opt/hubpass/extension'],
  ['without a version', { path: '/opt/hubpass/extension' }],
  ['with a line break', { path: '/opt\n/extension', version: '1.0.0' }],
  ['with a huge path', { path: 'x'.repeat(1_000_000), version: '1.0.0' }],
  ['with another version', { path: '/opt/hubpass/extension', version: '1.0.0; rm' }],
])('the answer to hello is valid without a folder of the extension %s', (_, extensionFolder) =>
  expect(v.parse(commands.hello.result, { ...hello, extensionFolder }).extensionFolder).toBeUndefined(),
)

it.each([
  [['hubpass', 'doctor'], 'powershell', 'hubpass doctor'],
  [['C:\\my tools\\hubpass.cmd', 'doctor'], 'powershell', "& 'C:\\my tools\\hubpass.cmd' doctor"],
  [['C:\\my tools\\hubpass.cmd', 'doctor'], 'cmd', '"C:\\my tools\\hubpass.cmd" doctor'],
  [["/opt/Anna's/hubpass", 'doctor'], 'sh', "'/opt/Anna'\\''s/hubpass' doctor"],
] as const)('formatCommandLine writes %j for %s', (words, shell, line) =>
  expect(formatCommandLine(words, shell)).toBe(line),
)
