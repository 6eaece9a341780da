import { describe, expect, it } from 'vitest'
import type { RegistryKey } from '../../../companion/install/system.ts'
import { findWarnings } from '../../../companion/install/warnings/index.ts'
import { hostEnvironments } from '../../support/host-environments.ts'
import { createTemporarySystem } from '../../support/temporary-system.ts'

/** Returns the warnings of a Linux machine with these files, as `[code, details]`. */
async function collectWarnings(
  files: Record<string, string | Buffer>,
  { env = {}, isAllBrowsers = true }: { env?: Record<string, string>; isAllBrowsers?: boolean } = {},
) {
  await using system = await createTemporarySystem()
  for (const [path, text] of Object.entries(files)) await system.fileSystem.write(path, text, 0o644)
  const machine = { ...hostEnvironments.linux, env }
  const browsers = ['chromium', 'chrome', 'edge']
  const found = await findWarnings({ machine, system, browsers, isAllBrowsers })
  return found.map(({ code, details }) => [code, details])
}

it('findWarnings returns nothing for a usual machine', async () => {
  expect(await collectWarnings({ '/home/jürgen/.config/chromium/Local State': '' })).toEqual([])
})

it.each([
  ['/home/jürgen/snap/chromium', 'chromium', 'Snap'],
  ['/snap/bin/firefox', 'firefox', 'Snap'],
  ['/var/lib/flatpak/app/com.google.Chrome', 'chrome', 'Flatpak'],
  ['/home/jürgen/.var/app/com.brave.Browser', 'brave', 'Flatpak'],
])('findWarnings recognizes by %s the browser %s in a %s sandbox', async (path, browser, sandbox) => {
  expect(await collectWarnings({ [`${path}/x`]: '' })).toEqual([
    ['BROWSER_SANDBOXED', { browser, sandbox, path }],
  ])
})

it('findWarnings ignores sandboxes of browsers that were not named', async () => {
  const files = { '/snap/bin/firefox': '', '/snap/bin/chromium': '' }
  expect(await collectWarnings(files, { isAllBrowsers: false })).toMatchObject([
    ['BROWSER_SANDBOXED', { browser: 'chromium' }],
  ])
})

describe('findWarnings with Linux policies', () => {
  const chrome = '/etc/opt/chrome/policies/managed'
  const block = (browser: string, policy: string, place: string) => [
    'HOSTS_BLOCKED_BY_POLICY',
    { browser, policy, place },
  ]

  it.each([
    [`${chrome}/a.json`, { NativeMessagingUserLevelHosts: false }, 'chrome', 'NativeMessagingUserLevelHosts'],
    [
      '/etc/opt/edge/policies/managed/b.json',
      { NativeMessagingBlocklist: ['*'] },
      'edge',
      'NativeMessagingBlocklist',
    ],
    [
      '/etc/chromium/policies/managed/c.json',
      { NativeMessagingBlocklist: ['x', 'hubpass.companion'], NativeMessagingAllowlist: ['y'] },
      'chromium',
      'NativeMessagingBlocklist',
    ],
  ])('warns about the policies in %s: %j', async (path, policies, browser, policy) => {
    expect(await collectWarnings({ [path]: JSON.stringify(policies) })).toEqual([
      block(browser, policy, path),
    ])
  })

  it.each(['utf8', 'utf16le'] as const)('reads a policy with a byte order mark in %s', async encoding => {
    const text = `\uFEFF${JSON.stringify({ NativeMessagingUserLevelHosts: false })}`
    const path = `${chrome}/a.json`
    expect(await collectWarnings({ [path]: Buffer.from(text, encoding) })).toEqual([
      block('chrome', 'NativeMessagingUserLevelHosts', path),
    ])
  })

  it('returns nothing if any file allows our host or no file mentions hosts', async () => {
    const files = {
      [`${chrome}/a.json`]: JSON.stringify({ NativeMessagingBlocklist: ['*'] }),
      [`${chrome}/b.json`]: JSON.stringify({ NativeMessagingAllowlist: ['hubpass.companion'] }),
      [`${chrome}/c.json`]: JSON.stringify({
        HomepageLocation: 'https://hub',
        NativeMessagingUserLevelHosts: true,
      }),
      [`${chrome}/d.json`]: '{ broken',
      [`${chrome}/notes.txt`]: JSON.stringify({ NativeMessagingUserLevelHosts: false }),
    }
    expect(await collectWarnings(files)).toEqual([])
  })
})

describe('findWarnings with Windows policies', () => {
  const policies = (hive: string) => `${hive}\\Software\\Policies\\Microsoft\\Edge`
  const warningsWithKeys = async (keys: Record<string, Partial<RegistryKey>>) => {
    await using system = await createTemporarySystem()
    const read = async (key: string) =>
      keys[key] === undefined ? undefined : { values: {}, subkeys: {}, ...keys[key] }
    const context = { machine: hostEnvironments.win32, isAllBrowsers: true, browsers: ['edge'] }
    const found = await findWarnings({
      ...context,
      system: { ...system, registry: { ...system.registry, read } },
    })
    return found.map(({ details }) => details)
  }

  it.each(['HKLM', 'HKCU'])('reads policies from %s', async hive => {
    const place = policies(hive)
    expect(await warningsWithKeys({ [place]: { values: { NativeMessagingUserLevelHosts: '0' } } })).toEqual([
      { browser: 'edge', policy: 'NativeMessagingUserLevelHosts', place },
    ])
    expect(
      await warningsWithKeys({ [place]: { subkeys: { NativeMessagingBlocklist: { 1: '*' } } } }),
    ).toEqual([{ browser: 'edge', policy: 'NativeMessagingBlocklist', place }])
  })

  it('returns nothing if our host is allowed', async () => {
    const keys = {
      [policies('HKLM')]: {
        values: { NativeMessagingUserLevelHosts: '1' },
        subkeys: { NativeMessagingBlocklist: { 1: '*' } },
      },
      [policies('HKCU')]: { subkeys: { NativeMessagingAllowlist: { 1: 'hubpass.companion' } } },
    }
    expect(await warningsWithKeys(keys)).toEqual([])
  })
})

describe('findWarnings with another user data folder', () => {
  const elsewhere = (browser: string, folder: string, place: string) => [
    'PROFILE_ELSEWHERE',
    { browser, folder, place },
  ]
  const entry = '/home/jürgen/.local/share/applications/work.desktop'

  it.each([
    ['Exec=/usr/bin/google-chrome-stable --user-data-dir=/data/work %U', 'chrome', '/data/work'],
    ['Exec=chromium "--user-data-dir=/data/my work" %U', 'chromium', '/data/my work'],
  ])('recognizes the menu entry %s', async (line, browser, folder) => {
    const found = await collectWarnings({ [entry]: `[Desktop Entry]\nName=Work\n${line}\n` })
    expect(found).toEqual([elsewhere(browser, folder, entry)])
  })

  it('recognizes the flag file of a wrapper script', async () => {
    const place = '/home/jürgen/.config/chromium-flags.conf'
    expect(await collectWarnings({ [place]: '--incognito\n--user-data-dir="/data/a b"\n' })).toEqual([
      elsewhere('chromium', '/data/a b', place),
    ])
  })

  it('recognizes the environment variable', async () => {
    expect(await collectWarnings({}, { env: { CHROME_USER_DATA_DIR: '/data' } })).toEqual([
      elsewhere('Chromium', '/data', '$CHROME_USER_DATA_DIR'),
    ])
  })

  it('ignores the menu entry of another program', async () => {
    expect(await collectWarnings({ [entry]: 'Exec=/usr/bin/code --user-data-dir=/data\n' })).toEqual([])
  })
})
