import packageJson from '../../package.json' with { type: 'json' }
import { type Entry, inFolder, jsonEntry, textEntry } from './entries.ts'
import type { PackageParts } from './portable/layout.ts'
import { createReadme } from './portable/readme.ts'

/** Returns the files of the npm package: built programs, no scripts, no dependencies. npm looks below `package/`. */
export function createNpmPackage(parts: Omit<PackageParts, 'thirdPartyLicenses'>): Entry[] {
  const isProgram = ({ path }: Entry) => path === 'hubpass.mjs'
  return inFolder('package', [
    jsonEntry('package.json', createManifest()),
    textEntry('LICENSE', parts.license),
    textEntry('README.md', createReadme('npm', parts.version)),
    ...inFolder(
      'companion',
      parts.companion.map(entry => ({ ...entry, isProgram: isProgram(entry) })),
    ),
    ...inFolder('extension', parts.extension),
  ])
}

function createManifest() {
  const { name, version, description, license, engines } = packageJson
  return {
    name,
    version,
    description,
    license,
    type: 'module',
    engines,
    bin: { hubpass: 'companion/hubpass.mjs' },
  }
}
