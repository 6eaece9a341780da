import { canInstallDebianPackages, installDebianPackages } from './debian.mjs'
import { onPath } from './program.mjs'

/** What the test of the real permission prompt needs on Linux: a display without a screen, and a hand on its keyboard. */
const packageOf = { Xvfb: 'xvfb', xdotool: 'xdotool' }

export const missingHeadedTools = () => Object.keys(packageOf).filter(name => onPath(name) === undefined)

/** Installs them on Debian, for root. Elsewhere that one test is skipped and says why. */
export async function ensureHeadedTools() {
  const missing = Object.entries(packageOf).filter(([name]) => onPath(name) === undefined)
  if (missing.length > 0 && canInstallDebianPackages())
    await installDebianPackages(missing.map(([, debianPackage]) => debianPackage))
}
