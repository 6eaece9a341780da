import { ensureBrowser } from './setup/ensure-browser.mjs'
import { ensureFirefox } from './setup/firefox.mjs'
import { ensureHeadedTools } from './setup/headed-tools.mjs'
import { assertNodeVersion } from './setup/node-version.mjs'
import { ensurePackages } from './setup/packages.mjs'

/**
 * Installs what a fresh clone needs. It runs before npm packages are installed, so it imports only
 * Node modules and its own files. Passes the browser to child processes in HUBPASS_BROWSER.
 * @param {{ headed?: boolean }} [needs]
 */
export async function setUp({ headed = false } = {}) {
  assertNodeVersion()
  await ensurePackages()
  process.env.HUBPASS_BROWSER = await ensureBrowser()
  if (headed) await ensureHeadedTools()
  if (headed) await ensureFirefox()
}
