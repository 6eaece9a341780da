import { canInstallDebianPackages, installDebianPackages } from './debian.mjs'
import { findExecutable } from './run-program.mjs'

/** What the test of the real permission prompt needs on Linux: a display without a screen, and a hand on its keyboard. */
const headedPackages = { Xvfb: 'xvfb', xdotool: 'xdotool' }

/** And the tests of credentials: curl in the place of Windows' own, and a terminal to type a passphrase into. */
const debianPackages = { ...headedPackages, curl: 'curl', script: 'bsdutils' }

export const findMissingHeadedTools = () =>
  Object.keys(headedPackages).filter(name => findExecutable(name) === undefined)

/** Installs them on Debian, for root. Elsewhere the test of the prompt is skipped and says why. */
export async function ensureHeadedTools() {
  const missing = Object.entries(debianPackages).filter(([name]) => findExecutable(name) === undefined)
  if (missing.length > 0 && canInstallDebianPackages())
    await installDebianPackages(missing.map(([, debianPackage]) => debianPackage))
}
