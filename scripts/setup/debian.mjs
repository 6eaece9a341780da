import { readFileSync } from 'node:fs'
import { runPhase } from './phase.mjs'
import { SetupError } from './run-main.mjs'
import { findExecutable, runProgram } from './run-program.mjs'

/** Whether set-up may install system packages by itself: Debian's own names, and the right to use them. */
export const canInstallDebianPackages = () => isDebian() && process.getuid?.() === 0

/** Ubuntu is not: its package `chromium` only leads to the snap store. */
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
      `apt-get could not install ${names.join(', ')} (exit code ${code}); its words above say why. Is this machine online?`,
    )
}
