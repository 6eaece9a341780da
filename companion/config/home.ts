import { join, resolve } from 'node:path'

/** Where Hubpass keeps its things: $HUBPASS_HOME, else its folder below {@link configFolder}. */
export async function homeFolder(): Promise<string> {
  const chosen = process.env.HUBPASS_HOME
  return chosen ? resolve(chosen) : join(await configFolder(), 'hubpass')
}

/** The user's folder for the configuration of programs. */
export async function configFolder({ platform, env } = process): Promise<string> {
  // Awaited, and no package for it: what is imported at the start costs the first answer milliseconds.
  const { homedir } = await import('node:os')
  const folders: Partial<Record<NodeJS.Platform, string>> = {
    darwin: join(homedir(), 'Library', 'Application Support'),
    win32: env.APPDATA || join(homedir(), 'AppData', 'Roaming'),
  }
  return folders[platform] ?? (env.XDG_CONFIG_HOME || join(homedir(), '.config'))
}

/** The one configuration file. */
export const configurationFile = async (): Promise<string> => join(await homeFolder(), 'config.json')
