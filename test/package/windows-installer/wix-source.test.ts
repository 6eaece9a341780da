import { expect, it } from 'vitest'
import { createHostFiles } from '../../../scripts/package/windows-installer/host-files.ts'
import { listRegistrations } from '../../../scripts/package/windows-installer/registrations.ts'
import { createWixSource } from '../../../scripts/package/windows-installer/wix-source.ts'

const files = [
  'hubpass.cmd',
  'node.exe',
  'companion/hubpass.mjs',
  'extension/assets/a.js',
  ...Object.keys(createHostFiles()),
]
const content = { version: '0.1.0', files, registrations: listRegistrations(), icon: 'hubpass.ico' }
const source = createWixSource(content)

const collect = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, found = '']) => found)

it('createWixSource gives each file a component and installs every component', () => {
  expect(collect(source, /<File .* Source="([^"]+)"/g).sort()).toEqual(files.toSorted())
  const components = collect(source, /<Component Id="([^"]+)"/g)
  // One more for the folder above.
  expect(new Set(components).size).toBe(files.length + 1)
  expect(collect(source, /<ComponentRef Id="([^"]+)"/g).sort()).toEqual(components.toSorted())
})

it('createWixSource keeps the ids of files and the upgrade code in another version', () => {
  const next = createWixSource({ ...content, version: '0.2.0', files: [...files, 'companion/new.mjs'] })
  const ids = collect(source, /(?:Component Id=".*?" Guid|UpgradeCode)="([^"]+)"/g)
  expect(new Set(ids).size).toBe(files.length + 2)
  expect(collect(next, /(?:Component Id=".*?" Guid|UpgradeCode)="([^"]+)"/g)).toEqual(
    expect.arrayContaining(ids),
  )
  const product = /<Product Id="([^"]+)"/g
  expect(collect(next, product)).not.toEqual(collect(source, product))
})

it('createWixSource does not depend on the order of files', () => {
  expect(createWixSource({ ...content, files: files.toReversed() })).toBe(source)
})

it('createWixSource registers the companion for all browsers with manifests that it installs', () => {
  const keys = collect(source, /<RegistryValue Root="HKCU" Key="([^"]+)" Type="string" Value="\[#file/g)
  expect(keys.sort()).toEqual([
    'Software\\Chromium\\NativeMessagingHosts\\hubpass.companion',
    'Software\\Google\\Chrome\\NativeMessagingHosts\\hubpass.companion',
    'Software\\Microsoft\\Edge\\NativeMessagingHosts\\hubpass.companion',
    'Software\\Mozilla\\NativeMessagingHosts\\hubpass.companion',
  ])
  const installed = collect(source, /<File Id="([^"]+)"/g)
  for (const id of collect(source, /Value="\[#([^\]]+)\]"/g)) expect(installed).toContain(id)
})

it('createWixSource asks for no administrator', () => {
  expect(source).toContain('InstallScope="perUser"')
  expect(source).toContain('<Directory Id="LocalAppDataFolder">')
  expect(source).not.toMatch(/HKLM|HKMU|ProgramFiles/)
})

it('createWixSource escapes names for XML and rejects names beyond ASCII', () => {
  expect(createWixSource({ ...content, files: ['a & b <c>.txt'] })).toContain('Name="a &amp; b &lt;c>.txt"')
  expect(() => createWixSource({ ...content, files: ['ü.txt'] })).toThrow('cannot store the name ü.txt')
})
