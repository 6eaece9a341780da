import { installerName } from '../artifact-names.ts'
import { type Entry, textEntry } from '../entries.ts'
import { getDownloadUrl, getHash, getOwner, type PublishedRelease, summary } from './published.ts'

/** Returns the sources of a package for `choco pack` (https://docs.chocolatey.org/en-us/create/create-packages). */
export function createChocolateyPackage(release: PublishedRelease): Entry[] {
  const { version, repository } = release
  const installer = installerName(version)
  const specification = `<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://schemas.microsoft.com/packaging/2015/06/nuspec.xsd">
  <metadata>
    <id>hubpass</id>
    <version>${version}</version>
    <title>Hubpass</title>
    <authors>${getOwner(release)}</authors>
    <projectUrl>${repository}</projectUrl>
    <licenseUrl>${repository}/blob/v${version}/LICENSE</licenseUrl>
    <requireLicenseAcceptance>false</requireLicenseAcceptance>
    <summary>${summary}</summary>
    <description>${summary} The installer is for one user: it installs Hubpass for the account that runs choco.</description>
    <tags>qlik-sense testing browser-extension</tags>
  </metadata>
  <files>
    <file src="tools\\**" target="tools" />
  </files>
</package>
`
  const script = `$ErrorActionPreference = 'Stop'
$package = @{
  PackageName    = 'hubpass'
  FileType       = 'msi'
  SilentArgs     = '/qn /norestart'
  Url64bit       = '${getDownloadUrl(release, installer)}'
  Checksum64     = '${getHash(release, installer)}'
  ChecksumType64 = 'sha256'
  SoftwareName   = 'Hubpass'
  ValidExitCodes = @(0, 3010)
}
Install-ChocolateyPackage @package
`
  return [
    textEntry('chocolatey/hubpass.nuspec', specification),
    textEntry('chocolatey/tools/chocolateyinstall.ps1', script.replaceAll('\n', '\r\n')),
  ]
}
