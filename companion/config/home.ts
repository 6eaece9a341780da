import { join, resolve } from 'node:path'

/** Where Hubpass keeps its things: $HUBPASS_HOME, else the platform's folder for configuration. */
export async function homeFolder(environment = process.env): Promise<string> {
  const chosen = environment.HUBPASS_HOME
  if (chosen !== undefined && chosen !== '') return resolve(chosen)
  const { default: envPaths } = await import('env-paths')
  return envPaths('hubpass', { suffix: '' }).config
}

/** The one configuration file. */
export const configurationFile = async (): Promise<string> => join(await homeFolder(), 'config.json')
