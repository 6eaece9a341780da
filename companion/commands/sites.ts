import { readConfiguration } from '../config/configuration.ts'
import type { CommandHandler } from './index.ts'

/** The configured sites, without what stays with the companion. Throws CONFIG_INVALID. */
export const sites: CommandHandler<'sites'> = async () => {
  const configuration = await readConfiguration()
  return { sites: configuration.sites.map(({ id, hub }) => ({ id, hub })) }
}
