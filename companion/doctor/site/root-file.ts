import type { DistrustDetails } from '#protocol/findings/browser'
import { quoteForPowerShell, quoteForSh } from '#protocol/quote-shell'
import type { CredentialSource } from '../../config/schema.ts'

const systems: Partial<Record<NodeJS.Platform, DistrustDetails['system']>> = {
  win32: 'windows',
  darwin: 'macos',
}

/** Returns this system and the file with the root to import, quoted for its shell. */
export function describeRootFile(
  credential: CredentialSource | undefined,
  platform = process.platform,
): Pick<DistrustDetails, 'system' | 'file'> {
  const system = systems[platform] ?? 'linux'
  const file = credential?.root ?? 'root.pem'
  const quote = system === 'windows' ? quoteForPowerShell : quoteForSh
  return { system, file: /^[\w.:/\\-]+$/.test(file) && !isEscaped(file, system) ? file : quote(file) }
}

/** A backslash is a plain character on Windows only. */
const isEscaped = (file: string, system: DistrustDetails['system']): boolean =>
  system !== 'windows' && file.includes('\\')
