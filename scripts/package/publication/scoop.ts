import { portableFolder, portableName } from '../artifact-names.ts'
import { type Entry, jsonEntry } from '../entries.ts'
import { getDownloadUrl, getHash, type PublishedRelease, summary } from './published.ts'

/** Returns the manifest for a bucket of Scoop (https://github.com/ScoopInstaller/Scoop/wiki/App-Manifests). */
export function createScoopManifest(release: PublishedRelease): Entry[] {
  const { version, repository } = release
  const archive = portableName(version, 'windows-x64')
  const manifest = {
    version,
    description: summary,
    homepage: repository,
    license: 'MIT',
    architecture: {
      '64bit': { url: getDownloadUrl(release, archive), hash: getHash(release, archive) },
    },
    extract_dir: portableFolder(version, 'windows-x64'),
    bin: 'hubpass.cmd',
    // Scoop runs this before an update too, which keeps the registrations.
    pre_uninstall: 'if ($cmd -eq "uninstall") { & "$dir\\hubpass.cmd" uninstall }',
    notes: 'Run "hubpass install". It registers the companion and prints the folder of the extension.',
  }
  return [jsonEntry('scoop/hubpass.json', manifest)]
}
