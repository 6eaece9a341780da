import { describe, expect, it } from 'vitest'
import type { RegistryKey } from '../../../companion/install/system.ts'
import { findWarnings } from '../../../companion/install/warnings/index.ts'
import { hostEnvironments } from '../../support/host-environments.ts'
import { createTemporarySystem } from '../../support/temporary-system.ts'

/** The warnings of a Linux machine with these files, as `[code, details]`. */
async function collectWarnings(
  files: Record<string, string>,
  { env = {}, isEverywhere = true }: { env?: Record<string, string>; isEverywhere?: boolean } = {},
) {
  await using ground = await createTemporarySystem()
  for (const [path, text] of Object.entries(files)) await ground.fileSystem.write(path, text, 0o644)
  const machine = { ...hostEnvironments.linux, env }
  const browsers = ['chromium', 'chrome', 'edge']
  const found = await findWarnings({ machine, system: ground, browsers, isAllBrowsers: isEverywhere })
  return found.map(({ code, details }) => [code, details])
}

it('has nothing to say of a usual machine', async () => {
  expect(await collectWarnings({ '/home/jürgen/.config/chromium/Local State': '' })).toEqual([])
})

it.each([
  ['/home/jürgen/snap/chromium', 'chromium', 'Snap'],
  ['/snap/bin/firefox', 'firefox', 'Snap'],
  ['/var/lib/flatpak/app/com.google.Chrome', 'chrome', 'Flatpak'],
  ['/home/jürgen/.var/app/com.brave.Browser', 'brave', 'Flatpak'],
])('sees by %s a %s in the sandbox of %s', async (path, browser, sandbox) => {
  expect(await collectWarnings({ [`${path}/x`]: '' })).toEqual([
    ['BROWSER_SANDBOXED', { browser, sandbox, path }],
  ])
})

it('is silent about the sandboxes of browsers that nobody named', async () => {
  const files = { '/snap/bin/firefox': '', '/snap/bin/chromium': '' }
  expect(await collectWarnings(files, { isEverywhere: false })).toMatchObject([
    ['BROWSER_SANDBOXED', { browser: 'chromium' }],
  ])
})

describe('the policies of Linux', () => {
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
  ])('of %s warn of %j', async (path, policies, browser, policy) => {
    expect(await collectWarnings({ [path]: JSON.stringify(policies) })).toEqual([
      block(browser, policy, path),
    ])
  })

  it('say nothing where ours is allowed, in another file too, nor where they say nothing of it', async () => {
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

describe('the policies of Windows', () => {
  const policies = (hive: string) => `${hive}\\Software\\Policies\\Microsoft\\Edge`
  const warningsWithKeys = async (keys: Record<string, Partial<RegistryKey>>) => {
    await using ground = await createTemporarySystem()
    const read = async (key: string) =>
      keys[key] === undefined ? undefined : { values: {}, subkeys: {}, ...keys[key] }
    const wish = { machine: hostEnvironments.win32, isAllBrowsers: true, browsers: ['edge'] }
    const found = await findWarnings({
      ...wish,
      system: { ...ground, registry: { ...ground.registry, read } },
    })
    return found.map(({ details }) => details)
  }

  it.each(['HKLM', 'HKCU'])('are read from %s', async hive => {
    const place = policies(hive)
    expect(await warningsWithKeys({ [place]: { values: { NativeMessagingUserLevelHosts: '0' } } })).toEqual([
      { browser: 'edge', policy: 'NativeMessagingUserLevelHosts', place },
    ])
    expect(
      await warningsWithKeys({ [place]: { subkeys: { NativeMessagingBlocklist: { 1: '*' } } } }),
    ).toEqual([{ browser: 'edge', policy: 'NativeMessagingBlocklist', place }])
  })

  it('say nothing where ours is allowed', async () => {
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

describe('another user data folder', () => {
  const elsewhere = (browser: string, folder: string, place: string) => [
    'PROFILE_ELSEWHERE',
    { browser, folder, place },
  ]
  const entry = '/home/jürgen/.local/share/applications/work.desktop'

  it.each([
    ['Exec=/usr/bin/google-chrome-stable --user-data-dir=/data/work %U', 'chrome', '/data/work'],
    ['Exec=chromium "--user-data-dir=/data/my work" %U', 'chromium', '/data/my work'],
  ])('is seen in a menu with %s', async (line, browser, folder) => {
    const found = await collectWarnings({ [entry]: `[Desktop Entry]\nName=Work\n${line}\n` })
    expect(found).toEqual([elsewhere(browser, folder, entry)])
  })

  it('is seen in the flags of a wrapper', async () => {
    const place = '/home/jürgen/.config/chromium-flags.conf'
    expect(await collectWarnings({ [place]: '--incognito\n--user-data-dir="/data/a b"\n' })).toEqual([
      elsewhere('chromium', '/data/a b', place),
    ])
  })

  it('is seen in the environment', async () => {
    expect(await collectWarnings({}, { env: { CHROME_USER_DATA_DIR: '/data' } })).toEqual([
      elsewhere('Chromium', '/data', '$CHROME_USER_DATA_DIR'),
    ])
  })

  it('is not seen where another program has it', async () => {
    expect(await collectWarnings({ [entry]: 'Exec=/usr/bin/code --user-data-dir=/data\n' })).toEqual([])
  })
})
