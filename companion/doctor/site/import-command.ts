import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { DistrustDetails } from '#protocol/findings/browser'
import { quoteArgument, quoteForPowerShell } from '#protocol/quote-shell'
import type { CredentialSource } from '../../config/schema.ts'

type System = DistrustDetails['system']

const systems: Partial<Record<NodeJS.Platform, System>> = { win32: 'windows', darwin: 'macos' }

const commands: Record<System, (file: string, rootStore: string) => string> = {
  windows: file => `certutil -user -addstore Root ${file}`,
  macos: file => `security add-trusted-cert -r trustRoot -k ~/Library/Keychains/login.keychain-db ${file}`,
  linux: (file, rootStore) => `certutil -d ${rootStore} -A -t C,, -n Qlik -i ${file}`,
}

/** Returns how to import the root of a credential into the store of Chromium-based browsers. */
export function describeImport(
  credential: CredentialSource | undefined,
  { platform = process.platform, nssFolder = findNssFolder() } = {},
): Pick<DistrustDetails, 'system' | 'file' | 'command'> {
  const system = systems[platform] ?? 'linux'
  const quote = quoters[system]
  const file = credential?.root ?? 'root.pem'
  return { system, file, command: commands[system](quote(file), quote(`sql:${nssFolder}`)) }
}

/** Chromium prefers the older folder if it exists (docs/facts/browsers-and-node.md §8). */
function findNssFolder(): string {
  const older = join(homedir(), '.pki', 'nssdb')
  const { XDG_DATA_HOME = '' } = process.env
  return existsSync(older) ? older : join(XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'pki', 'nssdb')
}

const quoters: Record<System, (text: string) => string> = {
  // Without quotes, a path works in cmd too.
  windows: path => (/^[\w.:\\/-]+$/.test(path) ? path : quoteForPowerShell(path)),
  macos: path => quoteArgument(path, 'sh'),
  linux: path => quoteArgument(path, 'sh'),
}
