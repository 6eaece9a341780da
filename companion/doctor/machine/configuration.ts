import { stat } from 'node:fs/promises'
import type { Finding } from '#protocol/findings/index'
import { findingOf } from '#protocol/findings/to-finding'
import { readConfiguration } from '../../config/configuration.ts'
import { getConfigurationPath } from '../../config/home.ts'
import { pluralize } from '../../util/text.ts'
import type { Check } from '../check.ts'

/** Checks that the configuration is valid, is readable only by its owner and has a site. */
export const configurationCheck: Check = {
  id: 'configuration',
  title: 'Configuration',
  run: async () => {
    const file = await getConfigurationPath()
    const { sites } = await readConfiguration()
    return {
      note: `${pluralize(sites.length, 'site')} in ${file}`,
      warnings: [
        ...(sites.length === 0 ? [findingOf('NO_SITE_CONFIGURED', { file })] : []),
        ...(await findExposure(file)),
      ],
    }
  },
}

/** Windows has no such file rights. There, the profile folder belongs to its owner. */
async function findExposure(path: string): Promise<Finding[]> {
  if (process.platform === 'win32') return []
  const mode = await stat(path).then(
    ({ mode }) => mode & 0o777,
    () => 0,
  )
  return (mode & 0o077) === 0 ? [] : [findingOf('FILE_EXPOSED', { path, rights: mode.toString(8) })]
}
