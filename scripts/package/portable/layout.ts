import { type Entry, inFolder, sortEntries, textEntry } from '../entries.ts'
import type { NodeSystem } from '../node-programs.mjs'
import { unixLauncher, windowsLauncher } from './launchers.ts'
import { createReadme } from './readme.ts'

/** What every package with its own Node consists of. */
export interface PackageParts {
  version: string
  companion: readonly Entry[]
  /** The extension with the key that fixes its id, to load it unpacked. */
  extension: readonly Entry[]
  license: string
  thirdPartyLicenses: string
}

/** Returns the files of a package with its own Node. The launchers and the installers rely on this layout. */
export function createLayout(system: NodeSystem, node: Uint8Array, parts: PackageParts): Entry[] {
  const isWindows = system === 'windows-x64'
  const text = (path: string, content: string): Entry =>
    textEntry(path, isWindows ? content.replaceAll(/\r?\n/g, '\r\n') : content)
  return sortEntries([
    { path: isWindows ? 'node.exe' : 'node', content: node, isProgram: true },
    isWindows
      ? textEntry('hubpass.cmd', windowsLauncher)
      : { ...textEntry('hubpass', unixLauncher), isProgram: true },
    ...inFolder('companion', parts.companion),
    ...inFolder('extension', parts.extension),
    text('LICENSE.txt', parts.license),
    text('THIRD-PARTY-LICENSES.txt', parts.thirdPartyLicenses),
    text('README.txt', createReadme(system, parts.version)),
  ])
}
