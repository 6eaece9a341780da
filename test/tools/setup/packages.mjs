import { readFileSync } from 'node:fs'
import { phase, withSignsOfLife } from './phase.mjs'
import { SetupProblem } from './problem.mjs'
import { onPath, run } from './program.mjs'
import { fromRoot } from './root.mjs'

/** @typedef {{ version?: string, integrity?: string, optional?: boolean }} LockedPackage */

/** Installs what package-lock.json names, when it is not there already. */
export async function ensurePackages() {
  if (packagesAreInstalled()) return
  await phase('install packages (npm ci)', () => withSignsOfLife(installPackages))
}

async function installPackages() {
  const [command, args] = npm()
  const code = await run(command, [...args, 'ci', '--no-audit', '--no-fund'])
  if (code === 130)
    throw new SetupProblem('Installing the packages was interrupted; start again when you like.')
  if (code !== 0)
    throw new SetupProblem(
      `npm could not install the packages (exit code ${code}); its words above say why. The first start needs to be online.`,
    )
}

/** npm writes down what it has installed; every package of ours must be there in our version. */
export function packagesAreInstalled() {
  const installed = lockedPackages('node_modules/.package-lock.json')
  const wanted = lockedPackages('package-lock.json')
  return Object.entries(wanted)
    .filter(([path]) => path !== '')
    .every(([path, wanted]) => isSame(wanted, installed[path]))
}

/**
 * Optional packages are those of other platforms.
 * @param {LockedPackage} wanted
 * @param {LockedPackage | undefined} installed
 */
const isSame = (wanted, installed) =>
  installed === undefined
    ? wanted.optional === true
    : wanted.version === installed.version && wanted.integrity === installed.integrity

/**
 * @param {string} file
 * @returns {Record<string, LockedPackage>}
 */
function lockedPackages(file) {
  try {
    return JSON.parse(readFileSync(fromRoot(file), 'utf8')).packages
  } catch {
    return {}
  }
}

/**
 * The npm that started us, else the one on the PATH.
 * @returns {[command: string, args: string[]]}
 */
function npm() {
  const startedBy = process.env.npm_execpath
  if (startedBy?.endsWith('npm-cli.js')) return [process.execPath, [startedBy]]
  const found = onPath('npm')
  if (found !== undefined) return [found, []]
  throw new SetupProblem(
    'npm is not on the PATH; install it (it comes with Node), or run "npm start" itself.',
  )
}
