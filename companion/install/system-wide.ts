import { failure } from '#protocol/errors'
import { locationsOn } from './browsers/index.ts'
import type { HostEnvironment } from './environment.ts'
import { listHosts } from './plan.ts'
import type { Registry } from './system.ts'

/** Returns the folder of the companion of all users, which only an administrator can change. */
export function getSystemFolder({ platform, env }: Pick<HostEnvironment, 'platform' | 'env'>): string {
  if (platform === 'win32') return `${env.ProgramFiles || 'C:\\Program Files'}\\Hubpass`
  return platform === 'darwin' ? '/Library/Application Support/Hubpass' : '/usr/local/lib/hubpass'
}

/** Returns the browsers whose places for all users are known. */
export const listSystemBrowsers = (platform: NodeJS.Platform): string[] =>
  locationsOn(platform).flatMap(location => (listHosts(location, true).length > 0 ? [location.browser] : []))

/** Throws NEEDS_ADMINISTRATOR unless this program may change what belongs to all users. */
export async function assertAdministrator(
  command: string,
  { platform }: Pick<HostEnvironment, 'platform'>,
  registry: Registry,
  getUserId = process.getuid,
): Promise<void> {
  const isAdministrator = platform === 'win32' ? await canReadServiceKey(registry) : getUserId?.() === 0
  if (!isAdministrator) throw failure('NEEDS_ADMINISTRATOR', { command, platform })
}

/** Windows shows the settings of its service account to administrators only. */
const canReadServiceKey = (registry: Registry): Promise<boolean> =>
  registry.read('HKU\\S-1-5-19\\Environment').then(
    found => found !== undefined,
    () => false,
  )
