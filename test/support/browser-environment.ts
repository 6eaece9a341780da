import { mkdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * Returns this process's environment with a home of the browser's own. On Linux, Chromium keeps
 * crash reports, certificates and caches there, not in its profile.
 */
export async function createBrowserEnvironment(home: string): Promise<Record<string, string>> {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
  if (process.platform !== 'linux') return inherited
  await mkdir(home, { recursive: true })
  return {
    ...inherited,
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_CACHE_HOME: join(home, '.cache'),
    XDG_DATA_HOME: join(home, '.local', 'share'),
    XDG_STATE_HOME: join(home, '.local', 'state'),
    // Without it, programs look for the key of the display in the home.
    XAUTHORITY: process.env.XAUTHORITY || join(homedir(), '.Xauthority'),
  }
}
