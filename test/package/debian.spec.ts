import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { installWithDpkg } from './support/installed-package.ts'
import { run } from './support/release.ts'

const places = [
  '/etc',
  '/usr/bin',
  '/usr/lib/hubpass',
  '/usr/lib/mozilla',
  '/usr/share/doc/hubpass',
  '/var/lib/dpkg/info',
]

/** Returns each path in the places that the package touches. Debian keeps its own logs and lists elsewhere. */
const listPlaces = (): string[] =>
  run('find', ...places.filter(path => existsSync(path)), '-not', '-path', '*/ld.so.cache')
    .split('\n')
    .sort()

it.skipIf(process.getuid?.() !== 0)(
  'the Debian package leaves nothing behind, not even a cache of root',
  async () => {
    const before = listPlaces()
    {
      await using installed = await installWithDpkg()
      expect(run('dpkg', '--verify', 'hubpass')).toBe('')
      execFileSync(installed.program, ['version'])
      expect(existsSync('/usr/lib/hubpass/companion/cache')).toBe(true)
    }
    expect(listPlaces()).toEqual(before)
  },
)
