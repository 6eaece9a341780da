import { readFileSync } from 'node:fs'
import { phase } from './phase.mjs'
import { SetupProblem } from './problem.mjs'
import { onPath, run } from './program.mjs'

/** Whether set-up may install system packages by itself: Debian's own names, and the right to use them. */
export const canInstallDebianPackages = () => isDebian() && process.getuid?.() === 0

/** Ubuntu is not: its package `chromium` only leads to the snap store. */
export function isDebian() {
  try {
    return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8')) && onPath('apt-get') !== undefined
  } catch {
    return false
  }
}

let listsAreFresh = false

/** @param {readonly string[]} names */
export async function installDebianPackages(names) {
  if (!listsAreFresh) await phase('apt-get update', () => aptGet(['update'], names))
  listsAreFresh = true
  await phase(`apt-get install ${names.join(' ')}`, () =>
    aptGet(['install', '--yes', '--no-install-recommends', ...names], names),
  )
}

/**
 * @param {string[]} args
 * @param {readonly string[]} names
 */
async function aptGet(args, names) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const code = await run('apt-get', args, { env, stdio: ['ignore', 'inherit', 'inherit'] })
  if (code !== 0)
    throw new SetupProblem(
      `apt-get could not install ${names.join(', ')} (exit code ${code}); its words above say why. Is this machine online?`,
    )
}
