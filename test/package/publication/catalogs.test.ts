import { describe, expect, it } from 'vitest'
import { formatChecksums, hashSha256, parseChecksums } from '../../../scripts/package/checksums.ts'
import { createCatalogs } from '../../../scripts/package/publication/catalogs.ts'

const version = '1.2.3'
const repository = 'https://github.com/some-owner/hubpass'
const artifacts = ['x64.msi', 'windows-x64.zip', 'macos-arm64.tar.gz', 'macos-x64.tar.gz'].map(
  suffix => `hubpass-${version}-${suffix}`,
)
const sums = new Map(artifacts.map(name => [name, hashSha256(Buffer.from(name))]))
const files = new Map(
  createCatalogs({ version, repository, sums }).map(({ path, content }) => [
    path,
    Buffer.from(content).toString(),
  ]),
)
const find = (path: string): string => files.get(path) ?? `no file ${path}`
const hashOf = (artifact: string): string => sums.get(artifact) ?? ''
const downloads = `${repository}/releases/download/v${version}`

it('the catalogs are those of Chocolatey, Homebrew, Scoop and winget', () => {
  const folder = 'winget/manifests/s/some-owner/Hubpass/1.2.3/some-owner.Hubpass'
  expect([...files.keys()]).toEqual([
    'chocolatey/hubpass.nuspec',
    'chocolatey/tools/chocolateyinstall.ps1',
    'homebrew/Casks/hubpass.rb',
    'scoop/hubpass.json',
    `${folder}.installer.yaml`,
    `${folder}.locale.en-US.yaml`,
    `${folder}.yaml`,
  ])
})

it('the manifest for Scoop has the archive for Windows with its hash', () => {
  const name = 'hubpass-1.2.3-windows-x64'
  expect(JSON.parse(find('scoop/hubpass.json'))).toMatchObject({
    version,
    architecture: { '64bit': { url: `${downloads}/${name}.zip`, hash: hashOf(`${name}.zip`) } },
    extract_dir: name,
    bin: 'hubpass.cmd',
  })
})

it('the manifest for winget has the installer with its hash and product code', () => {
  const text = find('winget/manifests/s/some-owner/Hubpass/1.2.3/some-owner.Hubpass.installer.yaml')
  expect(text).toContain('PackageVersion: "1.2.3"\n')
  expect(text).toContain(`InstallerUrl: "${downloads}/hubpass-1.2.3-x64.msi"\n`)
  expect(text).toContain(`InstallerSha256: "${hashOf('hubpass-1.2.3-x64.msi').toUpperCase()}"\n`)
  expect(text).toMatch(/^Installers:\n {2}- Architecture: "x64"\n {4}InstallerUrl/m)
  expect(text).toMatch(/ProductCode: "\{[0-9A-F-]{36}\}"/)
})

it('the cask for Homebrew has the archive for each kind of Mac with its hash', () => {
  const text = find('homebrew/Casks/hubpass.rb')
  expect(text).toContain(`arm:   "${hashOf('hubpass-1.2.3-macos-arm64.tar.gz')}"`)
  expect(text).toContain(`intel: "${hashOf('hubpass-1.2.3-macos-x64.tar.gz')}"`)
  expect(text).toContain(
    `url "${repository}/releases/download/v#{version}/hubpass-#{version}-macos-#{arch}.tar.gz"`,
  )
})

it('the package for Chocolatey installs the installer with its hash', () => {
  const script = find('chocolatey/tools/chocolateyinstall.ps1')
  expect(script).toContain(`'${downloads}/hubpass-1.2.3-x64.msi'`)
  expect(script).toContain(`'${hashOf('hubpass-1.2.3-x64.msi')}'`)
  expect(find('chocolatey/hubpass.nuspec')).toContain('<version>1.2.3</version>')
})

it('a release without one of the artifacts has no catalogs', () => {
  const others = new Map([...sums].filter(([name]) => !name.endsWith('.msi')))
  expect(() => createCatalogs({ version, repository, sums: others })).toThrow(
    'hubpass-1.2.3-x64.msi is not in SHA256SUMS.',
  )
})

describe('SHA256SUMS', () => {
  it('is read as it is written', () => {
    expect(parseChecksums(formatChecksums(sums))).toEqual(sums)
  })

  it('with another line is refused', () => {
    expect(() => parseChecksums('abc  name\n')).toThrow(
      'SHA256SUMS has a line that is not a checksum: abc  name',
    )
  })
})
