import { join, resolve } from 'node:path'

/** Where Hubpass keeps its things: $HUBPASS_HOME, else its folder where the platform keeps configurations. */
export async function homeFolder(): Promise<string> {
  const chosen = process.env.HUBPASS_HOME
  return chosen ? resolve(chosen) : usualHome()
}

/** The one configuration file. */
export const configurationFile = async (): Promise<string> => join(await homeFolder(), 'config.json')

async function usualHome(): Promise<string> {
  const { default: envPaths } = await import('env-paths')
  return envPaths('hubpass', { suffix: '' }).config
}
