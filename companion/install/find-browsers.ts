import { placesOn } from './browsers/index.ts'
import type { BrowserPlace } from './browsers/place.ts'
import type { Disk } from './ground.ts'
import { expand, type Machine, pathsOf } from './machine.ts'

/** The browsers of the table that a machine has: their folder is there, or their program. */
export async function findBrowsers(machine: Machine, disk: Disk): Promise<string[]> {
  const places = placesOn(machine.platform)
  const found = await Promise.all(places.map(place => isHere(place, machine, disk)))
  return places.filter((_, index) => found[index]).map(({ browser }) => browser)
}

async function isHere({ profile, programs }: BrowserPlace, machine: Machine, disk: Disk): Promise<boolean> {
  const folders = programFolders(machine).filter(folder => folder !== '')
  const paths = folders.flatMap(folder => programs.map(name => pathsOf(machine).join(folder, name)))
  const traces = [expand(profile, machine), ...paths].map(path => disk.isThere(path))
  return (await Promise.all(traces)).includes(true)
}

/** Where programs lie. On Linux a program is what the PATH leads to. */
function programFolders({ platform, env, userHome }: Machine): string[] {
  const { PATH = '', LOCALAPPDATA = '', ProgramFiles = '' } = env
  if (platform === 'win32') return [LOCALAPPDATA, ProgramFiles, env['ProgramFiles(x86)'] ?? '']
  if (platform === 'darwin') return ['/Applications', `${userHome}/Applications`]
  return PATH.split(':')
}
