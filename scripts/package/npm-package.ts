import packageJson from '../../package.json' with { type: 'json' }
import { type Entry, inFolder, jsonEntry, textEntry } from './entries.ts'
import type { PackageParts } from './portable/layout.ts'
import { createReadme } from './portable/readme.ts'

interface NpmPackageParts extends Omit<PackageParts, 'thirdPartyLicenses'> {
  /** What test tools import. */
  fixtures: readonly Entry[]
}

/** Returns the files of the npm package: built programs, no scripts, no dependencies. npm looks below `package/`. */
export function createNpmPackage({ fixtures, ...parts }: NpmPackageParts): Entry[] {
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
    ...inFolder('fixtures', fixtures),
  ])
}

function createManifest() {
  const { name, version, description, license, engines, exports, devDependencies } = packageJson
  return {
    name,
    version,
    description,
    license,
    type: 'module',
    engines,
    bin: { hubpass: 'companion/hubpass.mjs' },
    exports: Object.fromEntries(
      Object.entries(exports).map(([path, { default: file }]) => {
        const built = file.replace('./dist/', './')
        return [path, { types: built.replace(/\.mjs$/, '.d.mts'), default: built }]
      }),
    ),
    peerDependencies: Object.fromEntries(
      testTools.map(name => [name, `^${devDependencies[name].replace(/\d+$/, '0')}`]),
    ),
    peerDependenciesMeta: Object.fromEntries(testTools.map(name => [name, { optional: true }])),
  }
}

/** Whoever imports a fixture has its tool. */
const testTools = ['@playwright/test', '@qlik/api'] as const
