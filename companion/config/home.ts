import { join, resolve } from 'node:path'

/** Where Hubpass keeps its things: $HUBPASS_HOME, else its folder where the platform keeps configurations. */
export async function getHomeFolder(): Promise<string> {
  const configured = process.env.HUBPASS_HOME
  return configured ? resolve(configured) : getDefaultHome()
}

/** The one configuration file. */
export const getConfigurationPath = async (): Promise<string> => join(await getHomeFolder(), 'config.json')

async function getDefaultHome(): Promise<string> {
  const { default: envPaths } = await import('env-paths')
  return envPaths('hubpass', { suffix: '' }).config
}
