import type { ExtensionFolder } from '#protocol/extension-folder'
import { findingOf } from '#protocol/findings/to-finding'
import { getHomeFolder } from '../../config/home.ts'
import { readHostEnvironment } from '../../install/environment.ts'
import { findExtension, listExtensionFolders } from '../../install/extension/find-extension.ts'
import { readLoadedVersion } from '../../install/extension/loaded-version.ts'
import { nodeSystem } from '../../install/node-system.ts'
import { getInstallPaths } from '../../install/plan.ts'
import type { Check, CheckOutcome } from '../check.ts'

/** Compares the extension's folder with the extension that the browser last ran. */
export const extensionCheck: Check = {
  id: 'extension',
  title: 'Extension',
  run: async () => {
    const { fileSystem } = nodeSystem
    const machine = readHostEnvironment()
    const paths = getInstallPaths(await getHomeFolder(), machine)
    const folder = await findExtension([paths.extension, ...listExtensionFolders(machine)], fileSystem)
    const loaded = await readLoadedVersion(paths.loadedVersion, fileSystem)
    return folder === undefined ? { note: 'no folder to load it from' } : compare(folder, loaded)
  },
}

function compare({ path, version }: ExtensionFolder, loaded: string | undefined): CheckOutcome {
  if (loaded === undefined) return { note: `version ${version} in ${path}, not loaded so far` }
  return {
    note: `version ${version} in ${path}, as the browser has loaded it`,
    warnings:
      loaded === version ? [] : [findingOf('EXTENSION_OUTDATED', { loaded, current: version, folder: path })],
  }
}
