import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { textEntry, writeEntries } from '../../scripts/package/entries.ts'
import { createLayout, type PackageParts } from '../../scripts/package/portable/layout.ts'
import { createTemporaryHome } from '../support/temporary-home.ts'

const parts: PackageParts = {
  version: '1.2.3',
  companion: [textEntry('hubpass.mjs', '')],
  extension: [textEntry('manifest.json', '{}')],
  license: 'License\n',
  thirdPartyLicenses: 'Licenses\n',
}

/** Prints its variables and arguments instead of running a program. */
const fakeNode = '#!/bin/sh\necho "$HUBPASS_LAUNCHER|$NODE_OPTIONS"\nprintf "%s\\n" "$@"\n'

const toText = (content: Uint8Array | undefined): string => Buffer.from(content ?? []).toString()

it.each([
  ['linux-x64', 'hubpass', 'node'],
  ['macos-arm64', 'hubpass', 'node'],
  ['windows-x64', 'hubpass.cmd', 'node.exe'],
] as const)(
  'a package for %s has a launcher, Node, the programs and the extension',
  (system, launcher, node) => {
    expect(createLayout(system, Buffer.from(''), parts).map(({ path }) => path)).toEqual(
      [
        'LICENSE.txt',
        'README.txt',
        'THIRD-PARTY-LICENSES.txt',
        'companion/hubpass.mjs',
        'extension/manifest.json',
        launcher,
        node,
      ].sort(),
    )
  },
)

it('a package for Windows has texts that its editor shows, and a launcher in ASCII', () => {
  const entries = createLayout('windows-x64', Buffer.from(''), parts)
  const read = (path: string) => toText(entries.find(entry => entry.path === path)?.content)
  for (const path of ['README.txt', 'LICENSE.txt', 'hubpass.cmd']) expect(read(path)).not.toMatch(/[^\r]\n/)
  expect(read('hubpass.cmd')).toMatch(/^[\r\n\x20-\x7e]+$/)
})

it.skipIf(process.platform === 'win32').each([
  ['directly', (file: string) => file],
  ['through a link', linkTo],
  [
    'through a link to a link',
    (file: string, folder: string) => linkTo(linkTo(file, folder), join(folder, 'x')),
  ],
])('the launcher started %s finds what lies beside it', async (_, find) => {
  await using folder = await createTemporaryHome()
  const place = join(folder.path, "it's here")
  writeEntries(createLayout('linux-x64', Buffer.from(fakeNode), parts), place)
  const output = execFileSync(
    find(join(place, 'hubpass'), join(folder.path, 'bin')),
    ['login', "a b'c", '$HOME'],
    {
      env: { PATH: process.env.PATH, NODE_OPTIONS: '--gone' },
      encoding: 'utf8',
    },
  )
  const program = join(place, 'companion', 'hubpass.mjs')
  expect(output.trimEnd().split('\n')).toEqual([
    `${join(place, 'hubpass')}|`,
    program,
    'login',
    "a b'c",
    '$HOME',
  ])
})

function linkTo(file: string, folder: string): string {
  mkdirSync(folder)
  const link = join(folder, 'hub')
  symlinkSync(file, link)
  return link
}
