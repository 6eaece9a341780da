import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { browserArguments, startHost } from './browser.mjs'
import { exportKey, listUserFiles, profile, readDefaultValue, runReg, userEnv } from './windows.mjs'

const { version, site } = JSON.parse(readFileSync('C:\\Download\\installers.json', 'utf8'))
const installer = 'C:\\Download\\hubpass.msi'
const previousInstaller = 'C:\\Download\\previous.msi'
const folder = `${profile}\\AppData\\Local\\Programs\\Hubpass`
const data = `${profile}\\AppData\\Roaming\\hubpass`

/** Windows keeps the installers of installed products here. */
const cache = 'C:\\windows\\Installer'

const vendors = ['Google\\Chrome', 'Microsoft\\Edge', 'Chromium', 'Mozilla']
const registryKey = (/** @type {string} */ vendor) =>
  `HKCU\\Software\\${vendor}\\NativeMessagingHosts\\hubpass.companion`

/** Runs the installer of Windows without a window and returns its exit code. */
const runInstaller = (/** @type {string[]} */ ...args) =>
  spawnSync('msiexec.exe', [...args, '/qn', '/l*v', 'C:\\installer.log'], { stdio: 'ignore' }).status

/**
 * Returns every key and every value of an export, without the empty keys that Windows Installer
 * keeps for products, and without the certificates of the machine, which Wine copies there when a
 * program first asks for them.
 */
const listEntries = (/** @type {string} */ text) =>
  text
    .split(/^(?=\[)/m)
    .slice(1)
    .flatMap(section => {
      const [key = '', ...values] = section.split('\r\n').filter(line => line !== '')
      return /\\SystemCertificates(\\|\])/.test(key) ||
        (/\\Installer(\\|\])/.test(key) && values.length === 0)
        ? []
        : [key, ...values.map(value => `${key} ${value}`)]
    })

/** @param {string[]} one @param {string[]} other */
const subtract = (one, other) => {
  const others = new Set(other)
  return one.filter(each => !others.has(each))
}

/** Returns every file of the user and every key that a package might leave. */
const takeSnapshot = () => ({
  files: listUserFiles().filter(path => !path.startsWith('AppData\\Local\\Temp\\')),
  entries: ['HKCU\\Software', 'HKCU\\Environment', 'HKLM\\Software'].flatMap(key =>
    listEntries(exportKey(key)),
  ),
  cached: existsSync(cache) ? readdirSync(cache, { recursive: true }) : [],
})

/** Returns the folders in the user's PATH, without expanding variables. */
const readPath = () =>
  Buffer.from(
    /^"PATH"=hex\(2\):([^"[]*)/im.exec(exportKey('HKCU\\Environment'))?.[1]?.replaceAll(/[^0-9a-f]/g, '') ??
      '',
    'hex',
  )
    .toString('utf16le')
    .replace(/\0$/, '')
    .split(';')

const readManifest = (/** @type {string} */ vendor) => {
  const manifest = readDefaultValue(registryKey(vendor))
  const { path, ...rest } = JSON.parse(readFileSync(manifest, 'utf8'))
  return { manifest, path, launcher: join(dirname(manifest), path), ...rest }
}

/**
 * Runs `hubpass` in a new console of the user, which finds it on the PATH.
 * @param {string[]} args
 */
function runOnPath(...args) {
  const env = { ...userEnv, PATH: `C:\\windows\\system32;${folder}\\bin\\` }
  const line = ['hubpass', ...args, '--json'].map(word => (/[ &]/.test(word) ? `"${word}"` : word)).join(' ')
  const { stdout, stderr } = spawnSync('cmd.exe', ['/d', '/s', '/c', `"${line}"`], {
    cwd: 'C:\\',
    env,
    encoding: 'utf8',
    windowsVerbatimArguments: true,
  })
  const { ok, result, error } = JSON.parse(stdout || `{"error":${JSON.stringify(stderr)}}`)
  return ok ? result : { error }
}

/**
 * Shakes hands and returns the version of the companion.
 * @param {Awaited<ReturnType<typeof startHost>>} host
 */
async function sayHello(host) {
  const params = { protocol: { min: 1, max: 1 }, extension: '0.0.1' }
  host.send(Buffer.from(JSON.stringify({ id: 1, command: 'hello', params })))
  const { result } = JSON.parse((await host.next()).toString())
  assert.equal(result.platform, 'win32')
  return result.companion
}

/** Wine lists products of a user where Windows lists those of the machine. */
const listInstalledVersions = () =>
  ['HKCU', 'HKLM']
    .map(hive => exportKey(`${hive}\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall`))
    .flatMap(text => [...text.matchAll(/"DisplayName"="Hubpass"[^[]*"DisplayVersion"="(.*)"/g)])
    .map(([, found]) => found)

// Windows has these folders, the second one for the icons of installed products.
mkdirSync(`${profile}\\AppData\\Local`, { recursive: true })
mkdirSync(`${profile}\\AppData\\Roaming\\Microsoft\\Installer`, { recursive: true })
runReg('add', 'HKCU\\Environment', '/v', 'PATH', '/t', 'REG_EXPAND_SZ', '/d', '%USERPROFILE%\\bin', '/f')
const before = takeSnapshot()

test('a quiet installation needs no more than the installer', () => {
  assert.equal(runInstaller('/i', previousInstaller), 0)
  for (const name of ['hubpass.cmd', 'node.exe', 'companion\\hubpass.mjs', 'extension\\manifest.json'])
    assert.ok(existsSync(join(folder, name)), name)
})

test('the installer registers the companion with every browser', () => {
  for (const vendor of vendors) {
    const { manifest, name, path, launcher } = readManifest(vendor)
    assert.equal(dirname(manifest), folder)
    assert.equal(name, 'hubpass.companion')
    assert.equal(path, 'hubpass.cmd')
    assert.ok(existsSync(launcher))
  }
})

test('the PATH of the user has the folder of the command', () => {
  assert.deepEqual(readPath(), [`${folder}\\bin\\`, '%USERPROFILE%\\bin'])
  assert.equal(runOnPath('version').version, version)
})

test('browsers start the companion from the registry and get its answers', async () => {
  for (const vendor of vendors) {
    const { manifest, launcher } = readManifest(vendor)
    const family = vendor === 'Mozilla' ? 'firefox' : 'chromium'
    const host = await startHost(launcher, browserArguments[family](manifest), {
      ...userEnv,
      NODE_OPTIONS: '--no-such-option',
    })
    assert.equal(await sayHello(host), version)
    host.close()
    assert.equal(await host.ended, 0)
  }
  // What the companion remembers of the extension goes with the removal.
  assert.equal(readFileSync(`${data}\\Config\\companion\\loaded-extension.txt`, 'utf8'), '0.0.1\n')
})

test('hubpass login signs in', () => {
  const added = runOnPath(
    'site',
    'add',
    'acme',
    '--hub',
    site.hub,
    '--qps',
    site.qps,
    '--qrs',
    site.qrs,
    '--pem',
    site.certificates,
  )
  assert.equal(added.error, undefined, JSON.stringify(added))
  const { session, error } = runOnPath('login', 'acme', '--user', 'DOMAIN\\User1', '--verify')
  assert.equal(error, undefined, JSON.stringify(error))
  assert.deepEqual([session.userDirectory, session.userId], ['DOMAIN', 'User1'])
})

test('an upgrade replaces the files and keeps sites and audit log', () => {
  const sites = readFileSync(`${data}\\Config\\config.json`, 'utf8')
  const entries = runOnPath('audit').entries
  assert.equal(runInstaller('/i', installer), 0)
  assert.ok(!existsSync(join(folder, 'extension', 'removed.txt')))
  assert.ok(existsSync(join(folder, 'extension', 'manifest.json')))
  assert.equal(readFileSync(`${data}\\Config\\config.json`, 'utf8'), sites)
  assert.deepEqual(runOnPath('audit').entries, entries)
  assert.ok(entries.length > 0)
  assert.deepEqual(readPath(), [`${folder}\\bin\\`, '%USERPROFILE%\\bin'])
  assert.deepEqual(listInstalledVersions(), [version])
})

test('doctor finds no problem in the installation, and leaves it to the installer', () => {
  const { checks } = runOnPath('doctor')
  const rows = checks.map((/** @type {{ id: string, state: string }} */ { id, state }) => `${id} ${state}`)
  assert.deepEqual(
    rows
      .filter((/** @type {string} */ line) => /^(companion|browser|installation)/.test(line))
      .map((/** @type {string} */ line) => line.split(' ').at(-1)),
    ['passed', 'passed', 'passed', 'passed', 'passed', 'passed'],
    JSON.stringify(rows),
  )
  for (const command of ['install', 'uninstall'])
    assert.equal(runOnPath(command).error.code, 'INSTALLED_BY_PACKAGE')
})

test('an older installer changes nothing', () => {
  const files = listUserFiles()
  assert.notEqual(runInstaller('/i', previousInstaller), 0)
  assert.deepEqual(listUserFiles(), files)
})

test('the installer refuses to install for all users', () => {
  assert.notEqual(runInstaller('/i', installer, 'ALLUSERS=1'), 0)
})

test('running the installer again restores deleted files, a damaged file and a deleted key', () => {
  const program = join(folder, 'companion', 'hubpass.mjs')
  const manifest = join(folder, 'extension', 'manifest.json')
  const contents = [program, manifest].map(path => readFileSync(path, 'utf8'))
  rmSync(program)
  rmSync(join(folder, 'node.exe'))
  writeFileSync(manifest, '{}')
  runReg('delete', registryKey('Google\\Chrome'), '/f')
  assert.equal(runInstaller('/i', installer), 0)
  assert.deepEqual(
    [program, manifest].map(path => readFileSync(path, 'utf8')),
    contents,
  )
  assert.equal(readManifest('Google\\Chrome').name, 'hubpass.companion')
  assert.equal(runOnPath('version').version, version)
})

test('an upgrade while a browser runs the companion leaves one that answers', async () => {
  assert.equal(runInstaller('/x', installer), 0)
  assert.equal(runInstaller('/i', previousInstaller), 0)
  const { launcher } = readManifest('Chromium')
  const running = await startHost(launcher, browserArguments.chromium(), userEnv)
  assert.equal(await sayHello(running), version)
  assert.equal(runInstaller('/i', installer), 0)
  assert.ok(!existsSync(join(folder, 'extension', 'removed.txt')))
  running.close()
  assert.equal(await running.ended, 0)
  const next = await startHost(launcher, browserArguments.chromium(), userEnv)
  assert.equal(await sayHello(next), version)
  next.close()
  assert.equal(await next.ended, 0)
})

test('removal leaves nothing but sites and audit log', () => {
  assert.equal(runInstaller('/x', installer), 0)
  const after = takeSnapshot()
  const kept = /^AppData\\Roaming\\hubpass(\\Config(\\(config\.json|audit(\\[^\\]+)?))?)?$/
  assert.deepEqual(
    subtract(after.files, before.files).filter(path => !kept.test(path)),
    [],
  )
  assert.deepEqual(subtract(before.files, after.files), [])
  assert.deepEqual(subtract(after.entries, before.entries), [])
  assert.deepEqual(subtract(before.entries, after.entries), [])
  assert.deepEqual(after.cached, before.cached)
})
