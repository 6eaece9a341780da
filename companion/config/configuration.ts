import { readFile } from 'node:fs/promises'
import { failure } from '#protocol/errors'
import { isErrorCode, reasonOf } from '../error-codes.ts'
import { configurationFile } from './home.ts'
import { parseConfiguration } from './parse.ts'
import { type Configuration, configurationVersion, type SiteConfiguration } from './schema.ts'

const nothingConfigured: Configuration = { version: configurationVersion, sites: [] }

/** The configuration; without a file there are no sites. Throws CONFIG_INVALID. */
export async function readConfiguration(): Promise<Configuration> {
  const file = await configurationFile()
  const text = await readIfThere(file)
  return text === undefined ? nothingConfigured : parseConfiguration(text, file)
}

/** The site of that id. Throws SITE_UNKNOWN, CONFIG_INVALID. */
export async function expectSite(id: string): Promise<SiteConfiguration> {
  const { sites } = await readConfiguration()
  const site = sites.find(site => site.id === id)
  if (site === undefined) throw failure('SITE_UNKNOWN', { site: id, known: sites.map(({ id }) => id) })
  return site
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (isErrorCode(error, 'ENOENT', 'ENOTDIR')) return undefined
    throw failure('CONFIG_INVALID', { file, problem: `it cannot be read (${reasonOf(error)})` }, error)
  }
}
