import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { protocolVersions } from '#protocol/versions'
import { extensionOrigin, startNativeHost } from '../../support/native-host.ts'
import { runForError, runForResult, runHubpass } from '../../support/run-hubpass.ts'
import { createTemporaryHome } from '../../support/temporary-home.ts'

const manifestPath = (folder: string): string =>
  join(folder, 'NativeMessagingHosts', 'hubpass.companion.json')

/** Creates a user's folders apart from the real ones. */
async function createHomeWithProfiles(...profiles: string[]) {
  const folder = await createTemporaryHome()
  const config = join(folder.path, '.config')
  for (const profile of profiles) await writeNestedFile(join(config, profile, 'Local State'))
  const env = { HOME: folder.path, XDG_CONFIG_HOME: config, PATH: folder.path }
  const home = join(folder.path, 'home "of" hubpass')
  return { folder, config, home, env, [Symbol.asyncDispose]: folder[Symbol.asyncDispose] }
}

async function writeNestedFile(path: string): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true })
  await writeFile(path, '')
}

/** Adds a site with an existing folder, which is not read here. */
const addSite = (machine: { home: string; folder: { path: string } }) =>
  runForResult(machine, 'site', 'add', 'acme', '--hub', 'https://qlik.acme.com', '--pem', machine.folder.path)

/** Lists every file and folder below. */
const listEverything = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true })).sort()

it('installs a copy that answers for a --user-data-dir', async () => {
  await using machine = await createHomeWithProfiles()
  const profile = join(machine.folder.path, "a profile's folder")
  await runForResult(machine, 'install', '--user-data-dir', profile)
  const manifest = JSON.parse(await readFile(manifestPath(profile), 'utf8'))
  expect(manifest).toMatchObject({
    name: 'hubpass.companion',
    path: join(machine.home, 'companion', 'hubpass-host'),
    allowed_origins: ['chrome-extension://ccaabjbndhjenpcdfadnldglehgccgka/'],
  })
  await using host = startNativeHost({ home: '/nowhere', command: manifest.path, args: [extensionOrigin] })
  const answer = await host.sendCommand('hello', { protocol: protocolVersions, extension: 'x' })
  expect(answer).toMatchObject({ ok: true })
})

it('changes nothing for a named browser outside of its --user-data-dir', async () => {
  await using machine = await createHomeWithProfiles('chromium', 'google-chrome')
  const profile = join(machine.folder.path, 'profile')
  const before = await listEverything(machine.config)
  const options = ['--browser', 'chromium', 'chrome', '--user-data-dir', profile]
  const { stdout } = await runHubpass(machine, 'install', ...options)
  expect(stdout).toContain(`Installed for chromium, chrome in ${profile}:\n  ${manifestPath(profile)}\n`)
  expect(await listEverything(machine.config)).toEqual(before)
  await runForResult(machine, 'install', '--browser', 'chromium')
  await runForResult(machine, 'uninstall', ...options)
  expect(await listEverything(machine.config)).toContain(
    'chromium/NativeMessagingHosts/hubpass.companion.json',
  )
  expect(await listEverything(machine.folder.path)).not.toContain('profile/NativeMessagingHosts')
})

it.skipIf(process.platform !== 'linux')('does not warn about the folder for which it installs', async () => {
  await using machine = await createHomeWithProfiles('chromium')
  const folder = join(machine.folder.path, 'profile')
  await writeFile(join(machine.config, 'chromium-flags.conf'), `--user-data-dir="${folder}"\n`)
  const install = async (...options: string[]) =>
    (await runForResult(machine, 'install', '--browser', 'chromium', ...options)) as { warnings: object[] }
  expect((await install()).warnings).toMatchObject([{ code: 'PROFILE_ELSEWHERE', details: { folder } }])
  expect((await install('--user-data-dir', folder)).warnings).toEqual([])
})

it('refuses a --user-data-dir for Firefox, which has none', async () => {
  await using machine = await createHomeWithProfiles()
  const options = ['--browser', 'firefox', '--user-data-dir', machine.folder.path]
  expect(await runForError(machine, 'install', ...options)).toMatchObject({
    code: 'BAD_REQUEST',
    message: '--user-data-dir: Firefox has no such folder.',
  })
})

it('prints the next step and warns about a missing --user-data-dir', async () => {
  await using machine = await createHomeWithProfiles()
  const profile = join(machine.folder.path, 'mistyped')
  const install = async (...args: string[]) =>
    (await runHubpass(machine, 'install', '--user-data-dir', profile, ...args)).stdout
  const warning = `\nWarning: The folder ${profile} did not exist`
  expect(await install('--dry-run')).toContain(warning)
  expect(await install('--dry-run')).not.toContain('Next:')
  const installed = await install()
  expect(installed).toContain(warning)
  expect(installed).toMatch(/\nNext: load the extension.*\n$/)
  expect(await install()).not.toContain('Warning')
})

it('passes the HUBPASS_HOME of the installation to the installed companion', async () => {
  await using machine = await createHomeWithProfiles()
  await runForResult(machine, 'install', '--user-data-dir', machine.folder.path)
  await addSite(machine)
  const command = join(machine.home, 'companion', 'hubpass-host')
  await using host = startNativeHost({ home: '', command, args: [extensionOrigin] })
  expect(await host.sendCommand('sites', {})).toMatchObject({ result: { sites: [{ id: 'acme' }] } })
})

it.each([
  ['an option that Node does not know', { NODE_OPTIONS: '--use-unknown-option' }],
  ['a module that is gone', { NODE_OPTIONS: '--require /gone.cjs' }],
  ['a loader that is gone', { NODE_OPTIONS: '--import /gone.mjs' }],
  ['a debugger that waits', { NODE_OPTIONS: '--inspect-brk=0' }],
  ['a REPL that is gone', { NODE_REPL_EXTERNAL_MODULE: '/gone.js' }],
  ['ICU data that are gone', { NODE_ICU_DATA: '/gone' }],
  ['an OpenSSL configuration that is broken', { OPENSSL_CONF: '/dev/zero/gone', OPENSSL_MODULES: '/gone' }],
  ['a channel that is not open', { NODE_CHANNEL_FD: '99' }],
  ['certificates that are gone', { NODE_EXTRA_CA_CERTS: '/gone.pem' }],
  ['a log of everything', { NODE_DEBUG: 'net,tls,fs,module', NODE_DEBUG_NATIVE: 'HTTP2' }],
])('installs a companion that answers although the browser passes on %s', async (_, env) => {
  await using machine = await createHomeWithProfiles()
  await runForResult(machine, 'install', '--user-data-dir', machine.folder.path)
  const command = join(machine.home, 'companion', 'hubpass-host')
  await using host = startNativeHost({ home: '', command, args: [extensionOrigin], env })
  expect(await host.sendCommand('sites', {})).toMatchObject({ result: { sites: [] } })
  host.close()
  expect(await host.ended).toMatchObject({ code: 0, stderr: '' })
})

it('registers with the browsers that it finds', async () => {
  await using machine = await createHomeWithProfiles('chromium', 'google-chrome')
  const { browsers } = (await runForResult(machine, 'install')) as { browsers: string[] }
  expect(browsers).toEqual(['chromium', 'chrome'])
  for (const profile of ['chromium', 'google-chrome'])
    expect(await readFile(manifestPath(join(machine.config, profile)), 'utf8')).toContain('hubpass-host')
  expect(await listEverything(machine.config)).not.toContain('microsoft-edge')
})

it('finds a browser by its program before its first start', async () => {
  await using machine = await createHomeWithProfiles()
  await writeFile(join(machine.folder.path, 'microsoft-edge'), '', { mode: 0o755 })
  expect(await runForResult(machine, 'install')).toMatchObject({ browsers: ['edge'] })
})

it('registers with named browsers only', async () => {
  await using machine = await createHomeWithProfiles('chromium')
  expect(await runForResult(machine, 'install', '--browser', 'edge', 'chrome')).toMatchObject({
    browsers: ['edge', 'chrome'],
  })
  expect(await listEverything(join(machine.config, 'chromium'))).toEqual(['Local State'])
})

it.each([
  [['--browser', 'netscape'], '--browser "netscape" is not valid.'],
  [[], 'no browser was found on this machine'],
  [['--browser', 'chrome', '--extension-id', 'my-extension'], '--extension-id "my-extension" is not valid.'],
])('rejects the options %j and writes nothing', async (options, message) => {
  await using machine = await createHomeWithProfiles()
  const error = await runForError(machine, 'install', ...options)
  expect(error).toMatchObject({ code: 'BAD_REQUEST', exitCode: 2 })
  expect(error.message).toContain(message)
  expect(await listEverything(machine.folder.path)).toEqual([])
})

it('allows further extensions and keeps earlier ones', async () => {
  await using machine = await createHomeWithProfiles('chromium')
  const [one, two] = ['a'.repeat(32), 'b'.repeat(32)]
  await runForResult(machine, 'install', '--extension-id', one)
  await runForResult(machine, 'install', '--extension-id', two)
  await runForResult(machine, 'install')
  const { allowed_origins } = JSON.parse(
    await readFile(manifestPath(join(machine.config, 'chromium')), 'utf8'),
  )
  expect(allowed_origins).toHaveLength(3)
  expect(allowed_origins).toEqual(
    expect.arrayContaining([`chrome-extension://${one}/`, `chrome-extension://${two}/`]),
  )
})

it('prints the steps and changes nothing with --dry-run', async () => {
  await using machine = await createHomeWithProfiles('chromium')
  const before = await listEverything(machine.folder.path)
  const output = await runHubpass(machine, 'install', '--dry-run')
  expect(output.stdout).toContain(`write ${manifestPath(join(machine.config, 'chromium'))}`)
  expect(await listEverything(machine.folder.path)).toEqual(before)
})

it('removes everything except the sites when it uninstalls', async () => {
  await using machine = await createHomeWithProfiles('chromium')
  await addSite(machine)
  const before = await listEverything(machine.folder.path)
  await runForResult(machine, 'install', '--browser', 'chromium', 'edge')
  await runForResult(machine, 'install', '--user-data-dir', join(machine.folder.path, 'new', 'profile'))
  expect(await runHubpass(machine, 'uninstall', '--dry-run')).toMatchObject({
    stdout: expect.stringContaining('Would remove:'),
  })
  expect((await listEverything(machine.folder.path)).length).toBeGreaterThan(before.length)
  await runForResult(machine, 'uninstall')
  expect(await listEverything(machine.folder.path)).toEqual(before)
  expect(await runHubpass(machine, 'uninstall')).toMatchObject({ code: 0, stdout: 'Nothing is installed.\n' })
})

it('uninstalls for one browser and keeps the other', async () => {
  await using machine = await createHomeWithProfiles('chromium', 'google-chrome')
  await runForResult(machine, 'install')
  await runForResult(machine, 'uninstall', '--browser', 'chrome')
  const left = await listEverything(machine.folder.path)
  expect(left.filter(path => path.endsWith('hubpass.companion.json'))).toEqual([
    join('.config', 'chromium', 'NativeMessagingHosts', 'hubpass.companion.json'),
  ])
  expect((await stat(join(machine.home, 'companion', 'hubpass-host'))).mode & 0o777).toBe(0o755)
})

it('keeps the manifest of another installation', async () => {
  await using machine = await createHomeWithProfiles('chromium')
  const manifest = manifestPath(join(machine.config, 'chromium'))
  await writeNestedFile(manifest)
  await writeFile(manifest, '{"name":"hubpass.companion","path":"/opt/another/hubpass-host"}')
  await runForResult(machine, 'uninstall')
  expect(await readFile(manifest, 'utf8')).toContain('/opt/another')
})

it('installs itself again from its own copy', async () => {
  await using machine = await createHomeWithProfiles('chromium')
  await runForResult(machine, 'install')
  const copy = join(machine.home, 'companion', 'hubpass.mjs')
  const before = await readFile(copy, 'utf8')
  await runForResult({ ...machine, program: copy }, 'install')
  expect(await readFile(copy, 'utf8')).toBe(before)
})

it('warns about a browser that cannot start the companion', async () => {
  await using machine = await createHomeWithProfiles('chromium')
  await writeNestedFile(join(machine.folder.path, 'snap', 'chromium', 'current'))
  const warning = { code: 'BROWSER_SANDBOXED', details: { browser: 'chromium', sandbox: 'Snap' } }
  expect(await runForResult(machine, 'install', '--browser', 'chromium')).toMatchObject({
    warnings: [warning],
  })
  const { stdout, code } = await runHubpass(machine, 'install')
  expect(stdout).toContain('\nWarning: chromium on this machine is installed from Snap')
  expect(code).toBe(0)
})

it('fails if the only browser cannot start the companion', async () => {
  await using machine = await createHomeWithProfiles()
  await writeNestedFile(join(machine.folder.path, '.var', 'app', 'org.mozilla.firefox', 'x'))
  expect(await runForError(machine, 'install')).toMatchObject({ code: 'BROWSER_SANDBOXED', exitCode: 3 })
})

it('installs a manifest that Firefox reads', async () => {
  await using machine = await createHomeWithProfiles()
  await runForResult(machine, 'install', '--browser', 'firefox')
  const folder = join(machine.folder.path, '.mozilla', 'native-messaging-hosts')
  const manifest = join(folder, 'hubpass.companion.json')
  const { path, allowed_extensions } = JSON.parse(await readFile(manifest, 'utf8'))
  expect(allowed_extensions).toEqual(['{ee8ef1ed-cb7e-45fa-b01c-2e2f58286b32}', 'hubpass@hubpass.example'])
  await using host = startNativeHost({
    home: '/nowhere',
    command: path,
    args: [manifest, allowed_extensions[0]],
  })
  expect(await host.sendCommand('sites', {})).toMatchObject({ ok: true })
})
