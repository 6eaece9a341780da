import { canInstallDebianPackages, installDebianPackages, isDebian } from './debian.mjs'
import { findBrowser } from './find-browser.mjs'
import { SetupProblem } from './problem.mjs'

/** The browser's program; on Debian, for root, it is installed when there is none. */
export async function ensureBrowser() {
  const found = findBrowser()
  if (found !== undefined) return found
  if (canInstallDebianPackages()) await installDebianPackages(chromiumPackages)
  return findBrowser() ?? failWithAdvice()
}

/** Without recommended packages Chromium comes without a single font. */
const chromiumPackages = ['chromium', 'fonts-liberation']

/** @returns {never} */
function failWithAdvice() {
  const how = isDebian() ? ' (sudo apt-get install chromium)' : ''
  throw new SetupProblem(
    `No browser was found that can load the extension: install Chromium${how} or Chrome for Testing, or name one in HUBPASS_BROWSER.`,
  )
}
