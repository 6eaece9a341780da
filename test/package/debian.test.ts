import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createDeb } from '../../scripts/package/debian/package.ts'
import { textEntry } from '../../scripts/package/entries.ts'
import { createLayout } from '../../scripts/package/portable/layout.ts'
import { findExecutable } from '../../scripts/setup/run-program.mjs'
import { createTemporaryFolder } from '../support/temporary-folder.ts'

const release = { version: '1.2.3', time: new Date('2026-01-02T03:04:05Z') }
const layout = createLayout('linux-x64', Buffer.from('#!/bin/sh\necho "$@"\n'), {
  version: release.version,
  companion: [textEntry('hubpass.mjs', '')],
  extension: [textEntry('manifest.json', '{}')],
  license: 'License\n',
  thirdPartyLicenses: 'Licenses\n',
})

const needsDebian = it.skipIf(findExecutable('dpkg-deb') === undefined || findExecutable('xz') === undefined)

async function writeDeb() {
  const folder = await createTemporaryFolder('deb')
  const file = join(folder.path, 'hubpass.deb')
  writeFileSync(file, createDeb(layout, release))
  return {
    folder,
    file,
    dpkgDeb: (...args: string[]) => execFileSync('dpkg-deb', args, { encoding: 'utf8' }),
  }
}

needsDebian('the Debian package has the fields that dpkg needs', async () => {
  const { folder, file, dpkgDeb } = await writeDeb()
  await using _ = folder
  expect(dpkgDeb('--field', file)).toMatch(/^Package: hubpass\nVersion: 1\.2\.3\n/)
  expect(dpkgDeb('--field', file, 'Installed-Size').trim()).toMatch(/^\d+$/)
  expect(dpkgDeb('--contents', file)).toContain('2026-01-02')
})

needsDebian(
  'the Debian package registers the launcher with every browser, for our extension alone',
  async () => {
    const { folder, file, dpkgDeb } = await writeDeb()
    await using _ = folder
    const root = join(folder.path, 'root')
    mkdirSync(root)
    dpkgDeb('--extract', file, root)
    const manifests = readdirSync(root, { recursive: true })
      .map(String)
      .filter(path => path.endsWith('hubpass.companion.json'))
      .sort()
    expect(manifests).toEqual([
      'etc/chromium/native-messaging-hosts/hubpass.companion.json',
      'etc/opt/chrome/native-messaging-hosts/hubpass.companion.json',
      'etc/opt/edge/native-messaging-hosts/hubpass.companion.json',
      'usr/lib/mozilla/native-messaging-hosts/hubpass.companion.json',
    ])
    for (const path of manifests)
      expect(JSON.parse(readFileSync(join(root, path), 'utf8'))).toMatchObject({
        name: 'hubpass.companion',
        path: '/usr/lib/hubpass/hubpass',
      })
    expect(statSync(join(root, 'usr/lib/hubpass/hubpass')).mode & 0o777).toBe(0o755)
    expect(readFileSync(join(root, 'usr/share/doc/hubpass/copyright'), 'utf8')).toBe('License\n')
  },
)

needsDebian('the sums of the Debian package fit its files', async () => {
  const { folder, file, dpkgDeb } = await writeDeb()
  await using _ = folder
  dpkgDeb('--raw-extract', file, join(folder.path, 'all'))
  const cwd = join(folder.path, 'all')
  expect(() =>
    execFileSync('md5sum', ['--check', '--strict', 'DEBIAN/md5sums'], { cwd, stdio: 'pipe' }),
  ).not.toThrow()
})
