import { canInstallDebianPackages, installDebianPackages, isDebian } from './debian.mjs'
import { findBrowser } from './find-browser.mjs'
import { SetupError } from './run-main.mjs'

/** Returns the browser's program. Installs it on Debian as root when it is missing. */
export async function ensureBrowser() {
  const found = findBrowser()
  if (found !== undefined) return found
  if (canInstallDebianPackages()) await installDebianPackages(chromiumPackages)
  return findBrowser() ?? throwBrowserMissing()
}

/** Chromium has no fonts without recommended packages. */
const chromiumPackages = ['chromium', 'fonts-liberation']

/** @returns {never} */
function throwBrowserMissing() {
  const how = isDebian() ? ' (sudo apt-get install chromium)' : ''
  throw new SetupError(
    `Found no browser that can load the extension. Install Chromium${how} or Chrome for Testing, or set HUBPASS_BROWSER to its program.`,
  )
}
