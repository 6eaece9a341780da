import { readFileSync } from 'node:fs'
import { runPhase, withHeartbeat } from './phase.mjs'
import { fromRoot } from './root.mjs'
import { SetupError } from './run-main.mjs'
import { findExecutable, runProgram } from './run-program.mjs'

/** @typedef {{ version?: string, integrity?: string, optional?: boolean }} LockedPackage */

/** Installs the packages in package-lock.json if they are missing. */
export async function ensurePackages() {
  if (arePackagesInstalled()) return
  await runPhase('install packages (npm ci)', () => withHeartbeat(installPackages))
}

async function installPackages() {
  const [command, args] = findNpm()
  const code = await runProgram(command, [...args, 'ci', '--no-audit', '--no-fund'])
  if (code === 130)
    throw new SetupError('The package installation was interrupted. Run the command again to continue.')
  if (code !== 0)
    throw new SetupError(
      `npm could not install the packages (exit code ${code}). See its output above. The first start needs an Internet connection.`,
    )
}

/** Compares the lock file that npm writes on installation with ours. */
export function arePackagesInstalled() {
  const installed = readLockedPackages('node_modules/.package-lock.json')
  const wanted = readLockedPackages('package-lock.json')
  return Object.entries(wanted)
    .filter(([path]) => path !== '')
    .every(([path, wanted]) => isSamePackage(wanted, installed[path]))
}

/**
 * Returns whether a package is installed. Optional packages of other platforms may be missing.
 * @param {LockedPackage} wanted
 * @param {LockedPackage | undefined} installed
 */
const isSamePackage = (wanted, installed) =>
  installed === undefined
    ? wanted.optional === true
    : wanted.version === installed.version && wanted.integrity === installed.integrity

/**
 * @param {string} file
 * @returns {Record<string, LockedPackage>}
 */
function readLockedPackages(file) {
  try {
    return JSON.parse(readFileSync(fromRoot(file), 'utf8')).packages
  } catch {
    return {}
  }
}

/**
 * Returns the npm that started us, or the one on the PATH.
 * @returns {[command: string, args: string[]]}
 */
function findNpm() {
  const startedBy = process.env.npm_execpath
  if (startedBy?.endsWith('npm-cli.js')) return [process.execPath, [startedBy]]
  const found = findExecutable('npm')
  if (found !== undefined) return [found, []]
  throw new SetupError('npm is not on the PATH. Install it (it comes with Node) or run "npm start".')
}
