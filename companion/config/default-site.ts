import { join } from 'node:path'
import * as v from 'valibot'
import { message } from '#messages/message'
import { failure } from '#protocol/errors'
import { decodeText } from '../util/decode-text.ts'
import { hasErrorCode } from '../util/node-errors.ts'
import { readRegularFile } from '../util/read-file.ts'
import { writeFile } from '../util/write-file.ts'
import { readConfiguration } from './configuration.ts'
import { getHomeFolder } from './home.ts'

/**
 * The settings of the command line. They have a file of their own, because an installed companion
 * of an older version would reject a configuration with a field that it does not know.
 */
const SettingsSchema = v.looseObject({ defaultSite: v.optional(v.string()) })

const getSettingsPath = async (): Promise<string> => join(await getHomeFolder(), 'cli.json')

/**
 * Returns the id of the site that a command without a site uses: the chosen one, or else the only
 * one. Throws CONFIG_INVALID.
 */
export async function findDefaultSite(): Promise<string | undefined> {
  const [chosen, { sites }] = await Promise.all([readChosenSite(), readConfiguration()])
  return chosen ?? (sites.length === 1 ? sites[0]?.id : undefined)
}

/** Returns the chosen site, which may no longer exist. Throws CONFIG_INVALID. */
export const readChosenSite = async (): Promise<string | undefined> => (await readSettings()).defaultSite

/** Keeps the settings of a newer version. Throws CONFIG_INVALID. */
async function readSettings(): Promise<v.InferOutput<typeof SettingsSchema>> {
  const file = await getSettingsPath()
  try {
    const text = decodeText(await readRegularFile(file))
    return v.parse(v.pipe(v.string(), v.parseJson(), SettingsSchema), text)
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT', 'ENOTDIR')) return {}
    throw failure('CONFIG_INVALID', { file, problem: message('reason.configNotJson') }, error)
  }
}

/** Chooses a site, or none. Replaces settings that are damaged. Throws FILE_NOT_WRITTEN. */
export async function chooseDefaultSite(defaultSite: string | undefined): Promise<void> {
  const settings = { ...(await readSettings().catch(() => ({}))), defaultSite }
  await writeFile(await getSettingsPath(), `${JSON.stringify(settings, null, 2)}\n`, 0o600)
}
