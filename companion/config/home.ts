import { join, resolve } from 'node:path'

/** Returns $HUBPASS_HOME, or else the folder of Hubpass among the platform's configurations. */
export async function getHomeFolder(): Promise<string> {
  const configured = process.env.HUBPASS_HOME
  if (!configured) return getDefaultHome()
  if (last?.configured !== configured) last = { configured, folder: resolve(configured) }
  return last.folder
}

/** Each line of the audit log asks. A working directory that changes later must not move the home. */
let last: { configured: string; folder: string } | undefined

/** Returns the path of the configuration file. */
export const getConfigurationPath = async (): Promise<string> => join(await getHomeFolder(), 'config.json')

async function getDefaultHome(): Promise<string> {
  const { default: envPaths } = await import('env-paths')
  return envPaths('hubpass', { suffix: '' }).config
}
