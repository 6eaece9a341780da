import { execFileSync } from 'node:child_process'
import { mkdir, open, readFile, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startNativeHost } from '../../support/native-host.ts'
import { runForError, runForResult, runHubpass } from '../../support/run-hubpass.ts'
import { createTemporaryHome } from '../../support/temporary-home.ts'

const hub = 'https://qlik.acme.com'
const content = JSON.stringify({
  version: 1,
  sites: [
    {
      id: 'acme',
      hub,
      qps: 'qlik.acme.com:4243',
      qrs: 'qlik.acme.com:4242',
      credential: { kind: 'pem', certificate: '/zürich/c', key: '/k', root: '/r' },
    },
  ],
})

const toBigEndian = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16()

/** What Notepad, Windows PowerShell and other programs write. */
it.each([
  ['UTF-8', Buffer.from(content)],
  ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${content}`)],
  ['UTF-16 LE with a byte order mark', Buffer.from(`\uFEFF${content}`, 'utf16le')],
  ['UTF-16 LE', Buffer.from(content, 'utf16le')],
  ['UTF-16 BE with a byte order mark', toBigEndian(`\uFEFF${content}`)],
  ['UTF-16 BE', toBigEndian(content)],
  ['UTF-8 with Windows line ends', Buffer.from(content.replaceAll(',', ',\r\n'))],
])('reads a configuration in %s and writes it in UTF-8', async (_, bytes) => {
  await using home = await createTemporaryHome()
  const file = join(home.path, 'config.json')
  await writeFile(file, bytes)
  const environment = { home: home.path }
  expect(await runForResult(environment, 'site', 'list')).toMatchObject({ sites: [{ id: 'acme', hub }] })
  await using host = startNativeHost(environment)
  expect(await host.sendCommand('sites', {})).toMatchObject({ result: { sites: [{ id: 'acme' }] } })
  await runForResult(environment, 'site', 'add', 'test', '--hub', hub, '--pem', home.path)
  const { sites } = JSON.parse(await readFile(file, 'utf8'))
  expect(sites[0].credential.certificate).toBe('/zürich/c')
})

it('names the line that is not saved in UTF-8', async () => {
  await using home = await createTemporaryHome()
  await writeFile(join(home.path, 'config.json'), content.replace('"sites"', '\n"sites"'), 'latin1')
  expect(await runForError({ home: home.path }, 'site', 'list')).toMatchObject({
    code: 'CONFIG_INVALID',
    message: expect.stringContaining('it is not saved as UTF-8 (see line 2); save it as UTF-8'),
  })
})

const specialFiles: [string, (path: string) => unknown, string][] = [
  ['a pipe', path => execFileSync('mkfifo', [path]), 'it is a pipe or a device, not a file'],
  ['a device', path => symlink('/dev/zero', path), 'it is a pipe or a device, not a file'],
  ['a folder', path => mkdir(path), 'it is a folder'],
  ['a link to itself', path => symlink(path, path), 'links in its path point to each other'],
  [
    'gigabytes',
    path => createHugeFile(path),
    'it has 8,589,934,592 bytes, and Hubpass reads at most 8,388,608',
  ],
]

it.skipIf(process.platform === 'win32').each(specialFiles)(
  'reports a configuration that is %s in each command',
  async (_, create, reason) => {
    await using home = await createTemporaryHome()
    await create(join(home.path, 'config.json'))
    const environment = { home: home.path }
    const commands = [
      ['site', 'list'],
      ['site', 'add', 'acme', '--hub', hub, '--pem', home.path],
      ['site', 'remove', 'acme'],
      ['login', 'acme', '--user', 'A\\b'],
      ['session', 'list', 'acme'],
      ['qrs', 'acme', '/about'],
    ]
    for (const command of commands)
      expect(await runForError(environment, ...command)).toMatchObject({
        code: 'CONFIG_INVALID',
        message: expect.stringContaining(`it could not be read (${reason})`),
      })
    await using host = startNativeHost(environment)
    expect(await host.sendCommand('sites', {})).toMatchObject({ error: { code: 'CONFIG_INVALID' } })
    const report = await runForResult(environment, 'doctor').catch(String)
    expect(JSON.stringify(report)).toContain('CONFIG_INVALID')
  },
)

it.skipIf(process.platform === 'win32').each(specialFiles)(
  'reports an installation record that is %s, or replaces it',
  async (_, create, reason) => {
    await using home = await createTemporaryHome()
    const env = { HOME: home.path, XDG_CONFIG_HOME: home.path, PATH: home.path }
    const record = join(home.path, 'companion', 'installed.json')
    await mkdir(join(home.path, 'companion'))
    await create(record)
    const environment = { home: home.path, env }
    const install = ['install', '--user-data-dir', join(home.path, 'profile')]
    const { stdout, stderr } = await runHubpass(environment, ...install)
    expect(stdout + stderr).toMatch(new RegExp(`^Installed for|${reason}`))
    expect(await runHubpass(environment, 'uninstall')).toMatchObject({ code: expect.any(Number) })
  },
)

async function createHugeFile(path: string): Promise<void> {
  await using _file = await open(path, 'w')
  await truncate(path, 8 * 1024 ** 3)
}
