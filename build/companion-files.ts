import { dirname, relative, resolve } from 'node:path'
import { build, type InlineConfig, type Plugin } from 'vite'
import { programFiles } from '../companion/program-files.ts'
import { fixtureFiles } from './fixture-files.ts'

/**
 * Lets one file of the companion import another at run time. The build tool's own chunks would add a small
 * file for every dynamic import, and each file costs Node almost a millisecond.
 */
const importFiles = (files: ReadonlyMap<string, string>): Plugin => ({
  name: 'import-built-files',
  enforce: 'pre',
  resolveId(id, importer) {
    if (importer === undefined || !id.startsWith('.')) return undefined
    const file = files.get(relative('.', resolve(dirname(importer), id)).replaceAll('\\', '/'))
    return file === undefined ? undefined : { id: file, external: true }
  },
})

const locate = (files: Record<string, string>, folder: string): [string, string][] =>
  Object.entries(files).map(([source, file]) => [source, `${folder}/${file}`])

export const importBuiltFiles = importFiles(new Map(locate(programFiles, '.')))

/** Does the same for the files that test tools import. The program lies in the folder beside them. */
export const importFromFixtures = importFiles(
  new Map([...locate(programFiles, '../companion'), ...locate(fixtureFiles, '.')]),
)

/** Builds the other files when the first one is complete. */
export const alsoBuild = (configurations: readonly InlineConfig[]): Plugin => ({
  name: 'also-build',
  async closeBundle() {
    for (const configuration of configurations) await build({ ...configuration, configFile: false })
  },
})
