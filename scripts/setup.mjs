import { ensureBrowser } from './setup/ensure-browser.mjs'
import { ensureHeadedTools } from './setup/headed-tools.mjs'
import { assertNodeVersion } from './setup/node-version.mjs'
import { ensurePackages } from './setup/packages.mjs'

/**
 * Brings what a fresh clone lacks. Runs before anything is installed, so it imports nothing but Node and itself.
 * The browser that was found is told to every program started from here, in HUBPASS_BROWSER.
 * @param {{ headed?: boolean }} [needs]
 */
export async function setUp({ headed = false } = {}) {
  assertNodeVersion()
  await ensurePackages()
  process.env.HUBPASS_BROWSER = await ensureBrowser()
  if (headed) await ensureHeadedTools()
}
