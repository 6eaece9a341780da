import { readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { jsonEntry, readEntries, textEntry, writeEntries } from '../../scripts/package/entries.ts'
import { createNpmPackage } from '../../scripts/package/npm-package.ts'
import { readFixtures } from '../../scripts/package/parts.ts'
import { findPackageBin } from '../../scripts/setup/package-bin.mjs'
import { fromRoot } from '../../scripts/setup/root.mjs'
import { captureProgram } from '../../scripts/setup/run-program.mjs'
import { createTemporaryHome } from './temporary-home.ts'

/**
 * Unpacks the npm package into a project that has the tools of testers, but nothing of this repository.
 * The tools are linked from folders of packages, of which the first one that has a name wins.
 */
export async function createPackedProject(...folders: readonly string[]) {
  const folder = await createTemporaryHome()
  const parts = { version: '9.8.7', license: '', extension: [], companion: [] }
  const files = createNpmPackage({ ...parts, fixtures: readFixtures() }).map(entry => ({
    ...entry,
    path: entry.path.replace(/^package/, 'hubpass'),
  }))
  const modules = join(folder.path, 'node_modules')
  writeEntries(files, modules)
  writeEntries([jsonEntry('package.json', { type: 'module' })], folder.path)
  const linked = new Set(['hubpass'])
  for (const source of [...folders, fromRoot('node_modules')])
    for (const name of readdirSync(source).filter(name => !linked.has(name))) {
      linked.add(name)
      symlinkSync(join(source, name), join(modules, name), 'junction')
    }
  return folder
}

/** Returns the npm package with the built companion. */
export const createBuiltPackage = () =>
  createNpmPackage({
    version: '9.8.7',
    companion: readEntries(fromRoot('dist/companion')).filter(({ path }) => !path.startsWith('cache/')),
    extension: [textEntry('manifest.json', '{"version":"9.8.7"}')],
    license: 'License\n',
    fixtures: readFixtures(),
  })

/** Checks the types of a folder with a `tsconfig.json`. */
export const checkTypes = (folder: string) =>
  captureProgram(process.execPath, [findPackageBin('typescript', 'tsc'), '-p', folder, '--noEmit'])
