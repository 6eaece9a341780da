import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { findBrowser } from '../../scripts/setup/find-browser.mjs'
import { assertNodeVersion, isOlder } from '../../scripts/setup/node-version.mjs'
import { createTemporaryFolder } from '../support/temporary-folder.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

const createProgram = (...path: string[]): string => {
  const program = join(...path)
  mkdirSync(dirname(program), { recursive: true })
  writeFileSync(program, '', { mode: 0o755 })
  return program
}

it.each([
  ['18.20.4', '20.19', true],
  ['20.9.0', '20.19', true],
  ['20.19.0', '20.19', false],
  ['24.0.1', '20.19', false],
])('isOlder compares Node %s with %s', (found, wanted, older) => {
  expect(isOlder(found, wanted)).toBe(older)
})

it('setup reports the installed and the required Node version', () => {
  expect(() => assertNodeVersion('18.20.4')).toThrow(/needs Node 20\.19 or later. This is Node 18\.20\.4/)
})

it('findBrowser uses only HUBPASS_BROWSER when it is set', async () => {
  await using folder = await createTemporaryFolder('browsers')
  vi.stubEnv('HUBPASS_BROWSER', createProgram(folder.path, 'mine'))
  expect(findBrowser()).toBe(join(folder.path, 'mine'))
  vi.stubEnv('HUBPASS_BROWSER', join(folder.path, 'gone'))
  expect(findBrowser).toThrow(/HUBPASS_BROWSER is .*gone, which is not a program/)
})

it.runIf(process.platform === 'linux')(
  'findBrowser prefers a Chromium on the PATH to a downloaded one',
  async () => {
    await using folder = await createTemporaryFolder('browsers')
    const cache = join(folder.path, '.cache', 'ms-playwright')
    createProgram(cache, 'chromium-999', 'chrome-linux', 'chrome')
    const newest = createProgram(cache, 'chromium-1200', 'chrome-linux64', 'chrome')
    vi.stubEnv('HUBPASS_BROWSER', '')
    vi.stubEnv('HOME', folder.path)
    vi.stubEnv('PATH', join(folder.path, 'bin'))
    expect(findBrowser()).toBe(newest)
    const installed = createProgram(folder.path, 'bin', 'chromium')
    expect(findBrowser()).toBe(installed)
  },
)
