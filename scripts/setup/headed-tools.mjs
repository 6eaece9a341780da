import { canInstallDebianPackages, installDebianPackages } from './debian.mjs'
import { findExecutable } from './run-program.mjs'

/** The tools of the permission prompt test on Linux: a virtual display and keyboard input. */
const headedPackages = { Xvfb: 'xvfb', xdotool: 'xdotool' }

/** Other tests need curl, as on Windows, a terminal for passphrases, and a dialog of the system. */
const debianPackages = { ...headedPackages, curl: 'curl', script: 'bsdutils', zenity: 'zenity' }

export const findMissingHeadedTools = () =>
  Object.keys(headedPackages).filter(name => findExecutable(name) === undefined)

/** Installs them on Debian as root. Elsewhere the prompt test is skipped with a reason. */
export async function ensureHeadedTools() {
  const missing = Object.entries(debianPackages).filter(([name]) => findExecutable(name) === undefined)
  if (missing.length > 0 && canInstallDebianPackages())
    await installDebianPackages(missing.map(([, debianPackage]) => debianPackage))
}
