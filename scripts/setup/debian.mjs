import { readFileSync } from 'node:fs'
import { runPhase } from './phase.mjs'
import { SetupError } from './run-main.mjs'
import { findExecutable, runProgram } from './run-program.mjs'

/** Returns whether the setup can install system packages: it runs on Debian as root. */
export const canInstallDebianPackages = () => isDebian() && process.getuid?.() === 0

/** Returns false for Ubuntu, whose package `chromium` only refers to the snap store. */
export function isDebian() {
  try {
    return (
      /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8')) && findExecutable('apt-get') !== undefined
    )
  } catch {
    return false
  }
}

let arePackageListsFresh = false

/** @param {readonly string[]} names */
export async function installDebianPackages(names) {
  if (!arePackageListsFresh) await runPhase('apt-get update', () => runAptGet(['update'], names))
  arePackageListsFresh = true
  await runPhase(`apt-get install ${names.join(' ')}`, () =>
    runAptGet(['install', '--yes', '--no-install-recommends', ...names], names),
  )
}

/**
 * @param {string[]} args
 * @param {readonly string[]} names
 */
async function runAptGet(args, names) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const code = await runProgram('apt-get', args, { env, stdio: ['ignore', 'inherit', 'inherit'] })
  if (code !== 0)
    throw new SetupError(
      `apt-get could not install ${names.join(', ')} (exit code ${code}). See its output above, and check the Internet connection.`,
    )
}
