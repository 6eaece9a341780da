import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import packageJson from '../../package.json' with { type: 'json' }
import { canInstallDebianPackages, installDebianPackages } from '../../scripts/setup/debian.mjs'
import { fromRoot } from '../../scripts/setup/root.mjs'
import { SetupError } from '../../scripts/setup/run-main.mjs'
import { captureProgram, findExecutable } from '../../scripts/setup/run-program.mjs'
import { startDouble } from './double.mjs'

/** The profile folder of a user with a non-ASCII name. */
const user = ['Users', 'Jürgen Groß']

/**
 * @typedef {object} Stage
 * @property {string} disk the folder of drive C:
 * @property {(args: string[]) => Promise<number>} run
 */

/**
 * What is tested: the builds that it needs, the folder of the Node that runs the tests, and what it
 * puts on drive C: before.
 */
export const suites = {
  companion: {
    builds: /** @type {const} */ (['companion']),
    // The launcher names this path.
    nodeFolder: [...user, 'AppData', 'Local', 'Programs', 'Node js'],
    prepare: async (/** @type {Stage} */ { disk }) => {
      cpSync(fromRoot('dist/companion'), join(disk, 'Download'), { recursive: true })
      return async () => {}
    },
  },
  installer: {
    builds: /** @type {const} */ (['companion', 'chrome']),
    nodeFolder: ['Node js'],
    prepare: prepareInstallers,
  },
}

/**
 * Makes two installers, starts a double, and gives the user's folders to Windows Installer, which
 * does not read variables.
 * @param {Stage} stage
 */
async function prepareInstallers({ disk, run }) {
  await ensureInstallerPrograms()
  const download = join(disk, 'Download')
  mkdirSync(download)
  const program = fromRoot('test/wine/create-installers.ts')
  const made = await captureProgram(process.execPath, ['--import', 'tsx', program, download])
  if (made.code !== 0) throw new Error(made.output)
  const shellFolders = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\User Shell Folders'
  for (const [name, path] of [
    ['Local AppData', 'AppData\\Local'],
    ['AppData', 'AppData\\Roaming'],
  ])
    await run(['reg', 'add', shellFolders, '/v', `${name}`, '/d', ['C:', ...user, path].join('\\'), '/f'])
  const { site, stop } = await startDouble()
  const facts = { version: packageJson.version, site }
  writeFileSync(join(download, 'installers.json'), JSON.stringify(facts))
  return stop
}

async function ensureInstallerPrograms() {
  if (findExecutable('wixl') !== undefined && findExecutable('msibuild') !== undefined) return
  if (!canInstallDebianPackages())
    throw new SetupError('wixl or msibuild is not on the PATH. Install wixl and msitools, and try again.')
  await installDebianPackages(['wixl', 'msitools'])
}
