import { installerName } from '../artifact-names.ts'
import { type Entry, textEntry } from '../entries.ts'
import { getProductCode } from '../windows-installer/product-version.ts'
import { getDownloadUrl, getHash, getOwner, type PublishedRelease, summary } from './published.ts'

/** The version of the schemas (https://github.com/microsoft/winget-cli/tree/master/schemas/JSON/manifests). */
const manifestVersion = '1.9.0'

/** Returns the three manifests of a package in the repository of winget. */
export function createWingetManifests(release: PublishedRelease): Entry[] {
  const { version, repository } = release
  const owner = getOwner(release)
  const id = `${owner}.Hubpass`
  const installer = installerName(version)
  const manifest = (kind: string, suffix: string, fields: Fields) =>
    textEntry(
      `winget/manifests/${owner.charAt(0).toLowerCase()}/${owner}/Hubpass/${version}/${id}${suffix}.yaml`,
      formatYaml({
        PackageIdentifier: id,
        PackageVersion: version,
        ...fields,
        ManifestType: kind,
        ManifestVersion: manifestVersion,
      }),
    )
  return [
    manifest('version', '', { DefaultLocale: 'en-US' }),
    manifest('installer', '.installer', {
      InstallerType: 'msi',
      Scope: 'user',
      UpgradeBehavior: 'install',
      Installers: [
        {
          Architecture: 'x64',
          InstallerUrl: getDownloadUrl(release, installer),
          InstallerSha256: getHash(release, installer).toUpperCase(),
          ProductCode: `{${getProductCode(version)}}`,
        },
      ],
    }),
    manifest('defaultLocale', '.locale.en-US', {
      PackageLocale: 'en-US',
      Publisher: owner,
      PackageName: 'Hubpass',
      PackageUrl: repository,
      License: 'MIT',
      ShortDescription: summary,
    }),
  ]
}

type Fields = Record<string, string | readonly Record<string, string>[]>

/** Quotes every text in the way of JSON, which YAML reads as well: a version must not become a number. */
const formatYaml = (fields: Fields): string =>
  Object.entries(fields)
    .map(([name, value]) =>
      typeof value === 'string'
        ? `${name}: ${JSON.stringify(value)}\n`
        : `${name}:\n${value.map(formatItem).join('')}`,
    )
    .join('')

const formatItem = (item: Record<string, string>): string =>
  Object.entries(item)
    .map(([name, value], index) => `${index === 0 ? '  - ' : '    '}${name}: ${JSON.stringify(value)}\n`)
    .join('')
