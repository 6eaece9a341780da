import { expandVariables, getPathModule, type HostEnvironment } from '../environment.ts'
import type { FileSystem } from '../system.ts'
import type { BrowserLocation } from './browser-location.ts'
import { locationsOn } from './index.ts'

/** Returns the supported browsers whose profile folder or program exists. */
export async function findBrowsers(machine: HostEnvironment, fileSystem: FileSystem): Promise<string[]> {
  const locations = locationsOn(machine.platform)
  const found = await Promise.all(locations.map(location => isInstalled(location, machine, fileSystem)))
  return locations.filter((_, index) => found[index]).map(({ browser }) => browser)
}

async function isInstalled(
  location: BrowserLocation,
  machine: HostEnvironment,
  fileSystem: FileSystem,
): Promise<boolean> {
  const paths = [expandVariables(location.profile, machine), ...listProgramPaths(location, machine)]
  return (await Promise.all(paths.map(path => fileSystem.exists(path)))).includes(true)
}

/** Returns where the program of a browser may be; on macOS, its `.app` folder. */
export function listProgramPaths({ programs }: BrowserLocation, machine: HostEnvironment): string[] {
  const folders = listProgramFolders(machine).filter(folder => folder !== '')
  return folders.flatMap(folder => programs.map(name => getPathModule(machine).join(folder, name)))
}

/** Returns the folders of programs; on Linux those of the PATH. */
function listProgramFolders({ platform, env, userHome }: HostEnvironment): string[] {
  const { PATH = '', LOCALAPPDATA = '', ProgramFiles = '' } = env
  if (platform === 'win32') return [LOCALAPPDATA, ProgramFiles, env['ProgramFiles(x86)'] ?? '']
  if (platform === 'darwin') return ['/Applications', `${userHome}/Applications`]
  return PATH.split(':')
}
