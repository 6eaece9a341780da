import { join, resolve } from 'node:path'

/** Returns $HUBPASS_HOME, or else the folder of Hubpass among the platform's configurations. */
export async function getHomeFolder(): Promise<string> {
  const configured = process.env.HUBPASS_HOME
  return configured ? resolve(configured) : getDefaultHome()
}

/** Returns the path of the configuration file. */
export const getConfigurationPath = async (): Promise<string> => join(await getHomeFolder(), 'config.json')

async function getDefaultHome(): Promise<string> {
  const { default: envPaths } = await import('env-paths')
  return envPaths('hubpass', { suffix: '' }).config
}
