import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { Window } from 'happy-dom'
import { describe, expect, it } from 'vitest'
import { extensionId, firefoxExtensionId, nativeHostName } from '#protocol/constants'
import { manifestFor } from '../../../manifest.config.ts'
import { toExtensionId } from '../../../scripts/package/administrators/crx.ts'
import { readHosting } from '../../../scripts/package/administrators/hosting.ts'
import { createKit } from '../../../scripts/package/administrators/kit.ts'
import { hubpassSettings, toPolicyObject } from '../../../scripts/package/administrators/policy-values.ts'
import { textEntry } from '../../../scripts/package/entries.ts'
import { readPolicy } from '../../../src/background/policy/read-policy.ts'
import { createTemporaryFolder } from '../../support/temporary-folder.ts'
import { readCrx } from './read-crx.ts'
import { readRegistryFile } from './read-registry-file.ts'

const release = { version: '1.2.3', time: new Date('2026-01-02T03:04:05Z') }
const extension = [
  textEntry('manifest.json', JSON.stringify(manifestFor('chrome'))),
  textEntry('page.html', '<p>'),
]
const url = 'https://example.test/a&b'
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const crxId = toExtensionId(privateKey)

const kits = {
  'without a key': {
    id: extensionId,
    url: 'https://intranet.example.com/hubpass',
    files: toFiles(createKit(extension, release)),
  },
  'with a key': {
    id: crxId,
    url,
    files: toFiles(createKit(extension, { ...release, hosting: { key: privateKey, url } })),
  },
}

function toFiles(entries: ReturnType<typeof createKit>) {
  return new Map(entries.map(({ path, content }) => [path, Buffer.from(content)]))
}

const settings = toPolicyObject(hubpassSettings)

it('the sample settings are valid', () => {
  expect(readPolicy(settings)).toMatchObject({ problems: [], personas: [{ label: 'Sales manager' }] })
})

describe.each(Object.entries(kits))('a kit %s', (_, { id, url, files }) => {
  const readJson = (path: string) => JSON.parse(`${files.get(path)}`)

  it.each(['chromium', 'opt/chrome', 'opt/edge'])('installs and configures Hubpass on Linux in %s', place => {
    const folder = `linux/etc/${place}/policies/managed`
    expect(readJson(`${folder}/hubpass.json`)).toEqual({
      ExtensionInstallForcelist: [`${id};${url}/updates.xml`],
      NativeMessagingAllowlist: [nativeHostName],
    })
    expect(readJson(`${folder}/hubpass-settings.json`)).toEqual({
      '3rdparty': { extensions: { [id]: settings } },
    })
  })

  it.each([
    ['chrome', 'Google\\Chrome'],
    ['edge', 'Microsoft\\Edge'],
  ])('installs and configures Hubpass on Windows in %s', (browser, key) => {
    const policies = `HKEY_LOCAL_MACHINE\\Software\\Policies\\${key}`
    expect(readRegistryFile(files.get(`windows/${browser}.reg`))).toEqual({
      [`${policies}\\ExtensionInstallForcelist`]: { 7411: `${id};${url}/updates.xml` },
      [`${policies}\\NativeMessagingAllowlist`]: { 7411: nativeHostName },
    })
    const found = readRegistryFile(files.get(`windows/${browser}-settings.reg`))
    const values = found[`${policies}\\3rdparty\\extensions\\${id}\\policy`] ?? {}
    expect(Object.keys(found)).toHaveLength(1)
    expect({
      ...values,
      personas: JSON.parse(values.personas ?? ''),
      defaults: JSON.parse(values.defaults ?? ''),
    }).toEqual(settings)
  })

  it('has a template whose texts exist and whose keys are those of the registry files', () => {
    const admx = parseXml(files.get('windows/PolicyDefinitions/hubpass.admx'))
    const adml = parseXml(files.get('windows/PolicyDefinitions/en-US/hubpass.adml'))
    const references = [
      ...`${files.get('windows/PolicyDefinitions/hubpass.admx')}`.matchAll(/\$\((\w+)\.(\w+)\)/g),
    ]
    expect(references.length).toBeGreaterThan(20)
    for (const [, kind, name] of references)
      expect(adml.querySelector(`${kind}[id="${name}"]`), `${kind} ${name}`).not.toBeNull()
    const keys = [...admx.querySelectorAll('policy')].map(policy => policy.getAttribute('key'))
    const registryKeys = ['chrome', 'chrome-settings', 'edge', 'edge-settings'].flatMap(name =>
      Object.keys(readRegistryFile(files.get(`windows/${name}.reg`))),
    )
    expect(new Set(keys.map(key => `HKEY_LOCAL_MACHINE\\${key}`))).toEqual(new Set(registryKeys))
    const text = [...adml.querySelectorAll('presentation[id="edge_personas"] defaultValue')][0]?.textContent
    expect(JSON.parse(text ?? '')).toEqual(settings.personas)
    expect(admx.querySelector('policy[name="chrome_ExtensionInstallForcelist"] string')?.textContent).toBe(
      `${id};${url}/updates.xml`,
    )
  })

  it('installs and configures Hubpass in Firefox', () => {
    expect(readJson('firefox/policies.json').policies).toEqual({
      ExtensionSettings: {
        [firefoxExtensionId]: {
          installation_mode: 'force_installed',
          install_url: `${url}/hubpass-firefox-1.2.3.xpi`,
        },
      },
      '3rdparty': { Extensions: { [firefoxExtensionId]: settings } },
    })
  })

  it('has an update manifest for the id', () => {
    const updates = parseXml(files.get('server/updates.xml'))
    expect(updates.querySelector('app')?.getAttribute('appid')).toBe(id)
    const check = updates.querySelector('updatecheck')
    expect(check?.getAttribute('codebase')).toBe(`${url}/hubpass-1.2.3.crx`)
    expect(check?.getAttribute('version')).toBe('1.2.3')
  })
})

it('a CRX has a valid signature, the id of its key and the address of updates', () => {
  const crx = readCrx(kits['with a key'].files.get('server/hubpass-1.2.3.crx') ?? Buffer.from(''))
  expect(crx).toMatchObject({ id: crxId, idOfKey: crxId, isSignatureValid: true })
  const files = unzipSync(crx.zip)
  expect(Object.keys(files)).toEqual(['manifest.json', 'page.html'])
  const manifest = JSON.parse(strFromU8(files['manifest.json'] ?? new Uint8Array()))
  expect(manifest).toMatchObject({ name: 'Hubpass', update_url: `${url}/updates.xml` })
  expect(manifest).not.toHaveProperty('key')
})

it('a changed CRX has no valid signature', () => {
  const changed = Buffer.from(kits['with a key'].files.get('server/hubpass-1.2.3.crx') ?? '')
  changed.writeUInt8(changed.readUInt8(changed.length - 1) ^ 1, changed.length - 1)
  expect(readCrx(changed).isSignatureValid).toBe(false)
})

it('the same key makes the same CRX', () => {
  const again = createKit(extension, { ...release, hosting: { key: privateKey, url } })
  expect(toFiles(again)).toEqual(kits['with a key'].files)
})

it('a kit without a key has no CRX and says so', () => {
  const { files } = kits['without a key']
  expect([...files.keys()].filter(path => path.endsWith('.crx'))).toEqual([])
  expect(`${files.get('README.txt')}`).toContain('hubpass-1.2.3.crx is missing, because no key')
  expect(`${kits['with a key'].files.get('README.txt')}`).not.toContain('missing')
})

it.each([
  [
    'an EC key',
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
  ],
  [
    'a short key',
    generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
  ],
  ['no key', 'text'],
])('a file with %s is refused with the command that creates one', async (_, content) => {
  await using folder = await createTemporaryFolder('crx-key')
  mkdirSync(folder.path, { recursive: true })
  const file = join(folder.path, 'key.pem')
  writeFileSync(file, content)
  expect(() => readHosting(file, url)).toThrow(/has no RSA key.*openssl genrsa/)
})

it('a slash at the end of the address is not doubled', async () => {
  await using folder = await createTemporaryFolder('crx-key')
  const file = join(folder.path, 'key.pem')
  writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }))
  expect(readHosting(file, 'https://example.test/a/').url).toBe('https://example.test/a')
})

function parseXml(content: Buffer | undefined) {
  const document = new new Window().DOMParser().parseFromString(`${content}`, 'application/xml')
  expect(document.querySelector('parsererror')).toBeNull()
  return document
}
