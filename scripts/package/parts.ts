import { readFileSync } from 'node:fs'
import { noticesFile } from '../../build/third-party-notices.ts'
import { compileCacheFolder } from '../../companion/program-files.ts'
import { fromRoot } from '../setup/root.mjs'
import { type Entry, readEntries } from './entries.ts'
import { readChromeExtension } from './extension.ts'
import { fetchNodeLicense, fetchNodeProgram, type NodeSystem, nodeVersion } from './node-programs.mjs'
import { createLayout, type PackageParts } from './portable/layout.ts'
import type { Release } from './release.ts'

/** Returns the files of a package with its own Node for a system. */
export async function stageLayout(system: NodeSystem, release: Release): Promise<Entry[]> {
  const program = readFileSync(await fetchNodeProgram(system))
  const node = system === 'windows-x64' && release.sign !== undefined ? release.sign(program) : program
  const thirdPartyLicenses = formatLicenses(await fetchNodeLicense())
  return createLayout(system, node, { ...readParts(release), thirdPartyLicenses })
}

/** Reads what test tools import. */
export const readFixtures = (): Entry[] => readEntries(fromRoot('dist/fixtures'))

/** Reads the built companion and extension. */
export const readParts = ({ version }: Release): Omit<PackageParts, 'thirdPartyLicenses'> => ({
  version,
  companion: readEntries(fromRoot('dist/companion')).filter(
    ({ path }) => !path.startsWith(`${compileCacheFolder}/`),
  ),
  extension: readChromeExtension(),
  license: readFileSync(fromRoot('LICENSE'), 'utf8'),
})

const formatLicenses = (ofNode: string): string =>
  [
    `Node.js ${nodeVersion}`,
    ofNode,
    'The companion',
    readFileSync(fromRoot('dist/companion', noticesFile), 'utf8'),
    'The extension',
    readFileSync(fromRoot('dist/chrome', noticesFile), 'utf8'),
  ].join(`\n${'='.repeat(80)}\n\n`)
