import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findBrowser } from '../../scripts/setup/find-browser.mjs'

/** Where Debian's Chromium looks for what administrators set. */
const systemPolicyFolder = '/etc/chromium'

/** What keeps this machine from showing a browser a policy that no other program sees; undefined where nothing does. */
export function policySkipReason(): string | undefined {
  if (findBrowser() !== '/usr/bin/chromium') return "needs Debian's Chromium"
  if (!existsSync(systemPolicyFolder)) return `not found: ${systemPolicyFolder}`
  const unshare = spawnSync('unshare', ['--mount', 'true'], { encoding: 'utf8' })
  return unshare.status === 0 ? undefined : `no mount namespace: ${unshare.stderr ?? unshare.error?.message}`
}

/**
 * A program that starts the browser with a policy for one extension. It mounts a folder of its own over the machine's, where it alone
 * sees that: nothing on the machine changes.
 */
export async function writeBrowserWithPolicy(
  folder: string,
  extensionId: string,
  policy: object,
): Promise<string> {
  const overlayFolder = join(folder, 'chromium')
  const managed = join(overlayFolder, 'policies', 'managed')
  await mkdir(managed, { recursive: true })
  const content = { '3rdparty': { extensions: { [extensionId]: policy } } }
  await writeFile(join(managed, 'hubpass.json'), JSON.stringify(content))
  const program = join(folder, 'browser-under-policy')
  await writeFile(program, launcherScript(overlayFolder), { mode: 0o755 })
  return program
}

const launcherScript = (overlayFolder: string): string => `#!/bin/sh
exec unshare --mount sh -c 'mount --bind "$0" ${systemPolicyFolder} && exec "$@"' '${overlayFolder}' ${findBrowser()} "$@"
`
