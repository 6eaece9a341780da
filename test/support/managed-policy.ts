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
  const content = { '3rdparty': { extensions: { [extensionId]: policy } } }
  return writeChromiumWithPolicies(folder, { 'hubpass.json': JSON.stringify(content) })
}

/** Writes a program that starts Chromium with these policy files, by name. */
export async function writeChromiumWithPolicies(
  folder: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<string> {
  const overlayFolder = join(folder, 'chromium')
  const managed = join(overlayFolder, 'policies', 'managed')
  await mkdir(managed, { recursive: true })
  for (const [name, content] of Object.entries(files)) await writeFile(join(managed, name), content)
  return writeProgramWithFolder(folder, {
    program: findBrowser() ?? '',
    overlayFolder,
    place: systemPolicyFolder,
  })
}

interface ProgramWithFolder {
  program: string
  /** The folder that the program sees in `place`. */
  overlayFolder: string
  place: string
}

/** Writes a program that starts another one, which sees a folder in place of the machine's. */
export async function writeProgramWithFolder(
  folder: string,
  { program, overlayFolder, place }: ProgramWithFolder,
): Promise<string> {
  const file = join(folder, 'browser-under-policy')
  const script = `#!/bin/sh
exec unshare --mount sh -c 'mount --bind "$0" "${place}" && exec "$@"' '${overlayFolder}' ${program} "$@"
`
  await writeFile(file, script, { mode: 0o755 })
  return file
}
