import assert from 'node:assert/strict'
import { cpSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { browserArguments, startHost } from './browser.mjs'
import {
  exportKey,
  listUserFiles,
  profile,
  readDefaultValue,
  runHubpass,
  runReg,
  userEnv,
} from './windows.mjs'

const downloadPath = 'C:\\Download\\hubpass.mjs'
const registryKey = (/** @type {string} */ vendor) =>
  `HKCU\\Software\\${vendor}\\NativeMessagingHosts\\hubpass.companion`
const vendors = ['Google\\Chrome', 'Microsoft\\Edge', 'Chromium', 'Mozilla']
const browsers = ['chrome', 'edge', 'chromium', 'brave', 'vivaldi', 'opera', 'firefox']

/** Frame lengths whose bytes a text mode would change, drop or read as end of file. */
const lengths = [
  0x10a, 0x10d, 0x11a, 0x0a0d, 0x0d0a, 0x1a1a, 0x1a0a, 0x0d1a, 0x8080, 0xffff, 0x0a0d1a, 0x0d0a1a,
]

const readManifest = (/** @type {string} */ vendor) => {
  const path = readDefaultValue(registryKey(vendor))
  return { manifest: path, ...JSON.parse(readFileSync(path, 'utf8')) }
}

/** Home folders with characters that are special to cmd.exe. */
const homes = ['', 'C:\\Hub Pass Jürgen', "C:\\A&B (x86) it's ^ pass!", 'C:\\Hub ☃ 日本']
for (const home of homes) {
  const env = home === '' ? userEnv : { ...userEnv, HUBPASS_HOME: home }
  const folder = home === '' ? `${profile}\\AppData\\Roaming\\hubpass\\Config` : home

  test(`the companion in ${folder}`, async t => {
    rmSync('C:\\Moved', { recursive: true, force: true })
    cpSync('C:\\Download', 'C:\\Copy', { recursive: true })
    const filesBefore = listUserFiles()
    const keysBefore = exportKey('HKCU\\Software')
    runHubpass('C:\\Copy\\hubpass.mjs', ['install', '--browser', ...browsers], env)
    renameSync('C:\\Copy', 'C:\\Moved')

    await t.test('install registers the companion for every browser', () => {
      for (const maker of vendors) {
        const { path, name } = readManifest(maker)
        assert.equal(name, 'hubpass.companion')
        assert.equal(path, `${folder}\\companion\\hubpass-host.bat`)
      }
      assert.match(readFileSync(readManifest('Mozilla').path, 'latin1'), /^[\x20-\x7e\r\n]*$/)
    })

    await t.test('doctor starts the companion like a browser and finds no problem', () => {
      const { healthy, checks } = runHubpass('C:\\Moved\\hubpass.mjs', ['doctor'], env)
      const rows = checks.map(
        (/** @type {{ id: string, state: string }} */ { id, state }) => `${id} ${state}`,
      )
      const browserGroups = ['chromium', 'chrome, brave, vivaldi, opera', 'edge', 'firefox']
      assert.deepEqual(
        rows.filter((/** @type {string} */ line) => /^(companion|browser)/.test(line)),
        ['companion passed', ...browserGroups.map(browsers => `browser:${browsers} passed`)],
      )
      assert.equal(healthy, true)
    })

    await t.test('companion answers Chromium in frames of every boundary length', async () => {
      const host = await startHost(readManifest('Google\\Chrome').path, browserArguments.chromium(), env)
      for (const length of lengths) {
        host.send(createHello(length))
        assert.equal(JSON.parse((await host.next()).toString()).result.platform, 'win32')
      }
      await checkResponseLengths(host, folder)
      host.send(Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)))
      assert.equal(JSON.parse((await host.next()).toString()).error.code, 'BAD_REQUEST')
      host.send(createHello(0x1a0d))
      assert.equal(JSON.parse((await host.next()).toString()).ok, true)
      host.close()
      assert.equal(await host.ended, 0)
      assert.equal(host.left().length, 0)
    })

    await t.test('companion answers Firefox', async () => {
      const { manifest, path } = readManifest('Mozilla')
      const host = await startHost(path, browserArguments.firefox(manifest), env)
      host.send(createHello(200))
      assert.equal(JSON.parse((await host.next()).toString()).ok, true)
      host.close()
      assert.equal(await host.ended, 0)
    })

    await t.test('batch file passes every byte and no NODE_EXTRA_CA_CERTS', () =>
      checkEcho(readManifest('Chromium').path, { ...env, NODE_EXTRA_CA_CERTS: 'C:\\none.pem' }, home),
    )

    await t.test('uninstall leaves no files and registry keys', () => {
      runHubpass(join(folder, 'companion', 'hubpass.mjs'), ['uninstall'], env)
      assert.deepEqual(listUserFiles(), filesBefore)
      assert.equal(exportKey('HKCU\\Software'), keysBefore)
    })
  })
}

test('doctor warns of a blocking Windows policy', () => {
  const key = 'HKCU\\Software\\Policies\\Microsoft\\Edge'
  runReg('add', key, '/v', 'NativeMessagingUserLevelHosts', '/t', 'REG_DWORD', '/d', '0', '/f')
  const list = 'HKCU\\Software\\Policies\\Chromium\\NativeMessagingBlocklist'
  runReg('add', list, '/v', '1', '/t', 'REG_SZ', '/d', '*', '/f')
  const { warnings } = runHubpass(downloadPath, ['install', '--browser', 'edge', 'chrome', 'chromium'])
  assert.deepEqual(
    warnings.map((/** @type {{ details: object }} */ { details }) => details),
    [
      { browser: 'chromium', policy: 'NativeMessagingBlocklist', place: dirname(list) },
      { browser: 'edge', policy: 'NativeMessagingUserLevelHosts', place: key },
    ],
  )
  runHubpass(downloadPath, ['uninstall'])
})

test('uninstall restores the previous registry key, whatever the user data folder', () => {
  const before = exportKey('HKCU\\Software')
  runHubpass(downloadPath, ['install', '--browser', 'chrome'])
  const installed = exportKey('HKCU\\Software')
  const throwaway = { ...userEnv, HUBPASS_HOME: 'C:\\Throwaway home' }
  const { browsers } = runHubpass(downloadPath, ['install', '--user-data-dir', 'C:\\A profile'], throwaway)
  assert.deepEqual(browsers, ['chromium', 'chrome', 'edge', 'brave', 'vivaldi', 'opera'])
  for (const maker of ['Chromium', 'Google\\Chrome', 'Microsoft\\Edge'])
    assert.equal(readManifest(maker).path, 'C:\\Throwaway home\\companion\\hubpass-host.bat')
  runHubpass(downloadPath, ['uninstall', '--user-data-dir', 'C:\\A profile'], throwaway)
  assert.equal(exportKey('HKCU\\Software'), installed)
  runHubpass(downloadPath, ['install', '--user-data-dir', 'C:\\A profile'])
  const { removed } = runHubpass(downloadPath, ['uninstall', '--user-data-dir', 'C:\\A profile'])
  assert.equal(removed.length, 2)
  assert.equal(exportKey('HKCU\\Software'), installed)
  runHubpass(downloadPath, ['uninstall'])
  assert.equal(exportKey('HKCU\\Software'), before)
})

test('audit command reads the written log', () => {
  const home = 'C:\\Audited home'
  const env = { ...userEnv, HUBPASS_HOME: home }
  const site = [
    'site',
    'add',
    'acme',
    '--hub',
    'https://h',
    '--pem',
    'C:\\none',
    '--force',
    '--users',
    'TESTING\\*',
  ]
  runHubpass(downloadPath, site, env)
  for (const user of ['DOMAIN\\one', 'DOMAIN\\other'])
    assert.throws(() => runHubpass(downloadPath, ['login', 'acme', '--user', user], env), /USER_NOT_ALLOWED/)
  const { folder, entries, warnings } = runHubpass(downloadPath, ['audit'], env)
  const rows = entries.map((/** @type {{ user: string, outcome: string }} */ { user, outcome }) => [
    user,
    outcome,
  ])
  assert.deepEqual(rows, [
    ['DOMAIN\\one', 'USER_NOT_ALLOWED'],
    ['DOMAIN\\other', 'USER_NOT_ALLOWED'],
  ])
  assert.deepEqual([folder, warnings], [`${home}\\audit`, []])
})

test('uninstall keeps registry keys of other programs', () => {
  runReg(
    'add',
    'HKCU\\Software\\Google\\Chrome\\NativeMessagingHosts\\other',
    '/ve',
    '/d',
    'C:\\ü.json',
    '/f',
  )
  const before = exportKey('HKCU\\Software')
  runHubpass(downloadPath, ['install', '--browser', 'chrome'])
  assert.notEqual(exportKey('HKCU\\Software'), before)
  runHubpass(downloadPath, ['uninstall'])
  assert.equal(exportKey('HKCU\\Software'), before)
})

/**
 * Returns a handshake of that many bytes, with line breaks and UTF-8.
 * @param {number} length
 */
function createHello(length) {
  const start = '{"id":1,\r\n"command":"hello",\n"params":{"protocol":{"min":1,"max":1},"extension":"ü☃'
  const end = '"}}\r\n'
  return Buffer.from(start + 'x'.repeat(length - Buffer.byteLength(start + end)) + end)
}

/**
 * Checks responses of many lengths: the site list grows with a host name in it.
 * @param {Awaited<ReturnType<typeof startHost>>} host
 * @param {string} folder
 */
async function checkResponseLengths(host, folder) {
  const file = join(folder, 'config.json')
  const credential = { kind: 'pem', certificate: 'C:\\c.pem', key: 'C:\\k.pem', root: 'C:\\r.pem' }
  const requestSites = async (/** @type {number} */ length) => {
    const site = { id: 's', hub: `https://${'h'.repeat(length)}`, qps: 'h:4243', qrs: 'h:4242', credential }
    writeFileSync(file, JSON.stringify({ version: 1, sites: [site] }))
    host.send(Buffer.from('{"id":1,"command":"sites","params":{}}'))
    return (await host.next()).toString()
  }
  const overhead = (await requestSites(1)).length - 1
  for (const length of lengths) {
    const answer = await requestSites(length - overhead)
    assert.equal(answer.length, length)
    assert.equal(JSON.parse(answer).result.sites[0].hub.length, 'https://'.length + length - overhead)
  }
  rmSync(file)
}

/**
 * Runs the companion's batch file with another program that returns its input.
 * @param {string} launcher
 * @param {NodeJS.ProcessEnv} env
 * @param {string} home
 */
async function checkEcho(launcher, env, home) {
  const program = join(dirname(launcher), 'hubpass.mjs')
  const companion = readFileSync(program)
  writeFileSync(program, readFileSync(join(import.meta.dirname, 'echo.mjs')))
  const host = await startHost(launcher, browserArguments.chromium(), env)
  const startInfo = JSON.parse((await host.next()).toString())
  assert.deepEqual(startInfo.args, browserArguments.chromium().split(' '))
  assert.equal(startInfo.certificates, null)
  assert.equal(startInfo.home === null ? '' : join(startInfo.home), home)
  for (const length of [10, 13, 26, ...lengths, 4 * 1024 * 1024]) {
    const body = Buffer.from(Array.from({ length }, (_, index) => index))
    host.send(body)
    assert.ok((await host.next()).equals(body), `${length} bytes`)
  }
  host.close()
  assert.equal(await host.ended, 7)
  writeFileSync(program, companion)
}
