import type { BrowserLocation } from './browsers/browser-location.ts'
import { locationsOn } from './browsers/index.ts'
import { expandVariables, getPathModule, type HostEnvironment } from './environment.ts'
import type { FileSystem } from './system.ts'

/** The browsers of the table that a machine has: their folder is there, or their program. */
export async function findBrowsers(machine: HostEnvironment, fileSystem: FileSystem): Promise<string[]> {
  const locations = locationsOn(machine.platform)
  const found = await Promise.all(locations.map(location => isInstalled(location, machine, fileSystem)))
  return locations.filter((_, index) => found[index]).map(({ browser }) => browser)
}

async function isInstalled(
  { profile, programs }: BrowserLocation,
  machine: HostEnvironment,
  fileSystem: FileSystem,
): Promise<boolean> {
  const folders = listProgramFolders(machine).filter(folder => folder !== '')
  const paths = folders.flatMap(folder => programs.map(name => getPathModule(machine).join(folder, name)))
  const checks = [expandVariables(profile, machine), ...paths].map(path => fileSystem.exists(path))
  return (await Promise.all(checks)).includes(true)
}

/** Where programs lie. On Linux a program is what the PATH leads to. */
function listProgramFolders({ platform, env, userHome }: HostEnvironment): string[] {
  const { PATH = '', LOCALAPPDATA = '', ProgramFiles = '' } = env
  if (platform === 'win32') return [LOCALAPPDATA, ProgramFiles, env['ProgramFiles(x86)'] ?? '']
  if (platform === 'darwin') return ['/Applications', `${userHome}/Applications`]
  return PATH.split(':')
}
