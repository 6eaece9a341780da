import { type Finding, findingOf } from '#protocol/findings/index'
import type { BrowserPlace } from '../browsers/place.ts'
import type { Disk } from '../ground.ts'
import { expand, type Machine, pathsOf } from '../machine.ts'

/** What starts programs with further arguments on Linux: a menu's entries, and files of flags that wrappers read. */
const menu = '{home}/.local/share/applications'
const flags = (program: string): string[] => [`{config}/${program}-flags.conf`]

/**
 * Browsers of Chromium's kin that are started with `--user-data-dir`: they look for hosts of the user only there. Windows has
 * one registry for all such folders.
 */
export async function profileWarnings(
  places: readonly BrowserPlace[],
  machine: Machine,
  disk: Disk,
): Promise<Finding[]> {
  if (machine.platform !== 'linux') return []
  const folder = expand(menu, machine)
  const names = (await disk.list(folder)).filter(name => name.endsWith('.desktop'))
  const entries = names.map(name => pathsOf(machine).join(folder, name))
  const warningsOf = async (place: BrowserPlace) => {
    const ownFlags = place.programs.flatMap(flags).map(path => expand(path, machine))
    const found = [
      ...(await Promise.all(entries.map(path => startsIn(path, disk, place)))),
      ...(await Promise.all(ownFlags.map(path => folderIn(path, disk)))),
    ]
    return found.flat().map(one => findingOf('PROFILE_ELSEWHERE', { browser: place.browser, ...one }))
  }
  const kin = places.filter(({ family }) => family === 'chromium')
  return [...(await Promise.all(kin.map(warningsOf))).flat(), ...told(machine)]
}

interface Elsewhere {
  folder: string
  place: string
}

/** Lines that start the browser's program. */
async function startsIn(path: string, disk: Disk, { programs }: BrowserPlace): Promise<Elsewhere[]> {
  const lines = `${await disk.read(path)}`.split('\n').filter(line => line.startsWith('Exec='))
  const isOurs = (line: string) =>
    programs.some(name => /^Exec="?(?:[^\s"]*\/)?([^\s"/]+)/.exec(line)?.[1] === name)
  return lines.filter(isOurs).flatMap(line => folderOf(line, path))
}

const folderIn = async (path: string, disk: Disk): Promise<Elsewhere[]> =>
  folderOf(`${await disk.read(path)}`, path)

function folderOf(text: string, place: string): Elsewhere[] {
  const [, ...found] = /"--user-data-dir=([^"]+)"|--user-data-dir=(?:"([^"]+)"|([^\s"]+))/.exec(text) ?? []
  const folder = found.find(group => group !== undefined)
  return folder === undefined ? [] : [{ folder, place }]
}

/** Chromium on Linux takes it from its environment as well. */
function told({ env }: Machine): Finding[] {
  const folder = env.CHROME_USER_DATA_DIR
  return folder
    ? [findingOf('PROFILE_ELSEWHERE', { browser: 'Chromium', folder, place: '$CHROME_USER_DATA_DIR' })]
    : []
}
