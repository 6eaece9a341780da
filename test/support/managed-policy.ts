import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findBrowser } from '../../scripts/setup/find-browser.mjs'

/** The folder in which Debian's Chromium looks for policies. */
const systemPolicyFolder = '/etc/chromium'

/** Returns why this machine cannot set a policy for one browser only, or undefined when it can. */
export function policySkipReason(): string | undefined {
  if (findBrowser() !== '/usr/bin/chromium') return "needs Debian's Chromium"
  if (!existsSync(systemPolicyFolder)) return `not found: ${systemPolicyFolder}`
  const unshare = spawnSync('unshare', ['--mount', 'true'], { encoding: 'utf8' })
  return unshare.status === 0 ? undefined : `no mount namespace: ${unshare.stderr ?? unshare.error?.message}`
}

/**
 * Writes a program that starts the browser with a policy for one extension. It mounts its own
 * folder over the machine's in a private namespace, so the machine does not change.
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
