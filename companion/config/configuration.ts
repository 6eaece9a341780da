import { message } from '#messages/message'
import { failure } from '#protocol/errors'
import { decodeText } from '../util/decode-text.ts'
import { describeSystemError, hasErrorCode } from '../util/node-errors.ts'
import { readRegularFileSync } from '../util/read-file.ts'
import { getConfigurationPath } from './home.ts'
import { parseConfiguration } from './parse.ts'
import { type Configuration, configurationVersion, type SiteConfiguration } from './schema.ts'

const emptyConfiguration: Configuration = { version: configurationVersion, sites: [] }

/** Reads the configuration, which has no sites if there is no file. Throws CONFIG_INVALID. */
export async function readConfiguration(): Promise<Configuration> {
  const file = await getConfigurationPath()
  const text = readIfExists(file)
  return text === undefined ? emptyConfiguration : parseOnce(text, file)
}

let lastParsed: { text: string; file: string; configuration: Configuration } | undefined

/** The file is read every time, but rarely changes. To parse it takes longer. */
async function parseOnce(text: string, file: string): Promise<Configuration> {
  if (lastParsed?.text !== text || lastParsed.file !== file)
    lastParsed = { text, file, configuration: await parseConfiguration(text, file) }
  return lastParsed.configuration
}

/** Returns the site with this id. Throws SITE_UNKNOWN, CONFIG_INVALID. */
export async function requireSite(id: string): Promise<SiteConfiguration> {
  const { sites } = await readConfiguration()
  const site = sites.find(site => site.id === id)
  if (site === undefined) throw failure('SITE_UNKNOWN', { site: id, known: sites.map(({ id }) => id) })
  return site
}

/** To hand over to another thread, four times, takes longer than to read a short file. */
function readIfExists(file: string): string | undefined {
  try {
    return decodeText(readRegularFileSync(file))
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT', 'ENOTDIR')) return undefined
    throw failure(
      'CONFIG_INVALID',
      { file, problem: message('reason.configUnreadable', { reason: describeSystemError(error) }) },
      error,
    )
  }
}
