import type { Finding } from '#protocol/findings/index'
import { findingOf } from '#protocol/findings/to-finding'
import type { BrowserLocation } from '../browsers/browser-location.ts'
import { expandVariables, getPathModule, type HostEnvironment } from '../environment.ts'
import type { FileSystem } from '../system.ts'

/** On Linux, menu entries and the flag files of wrapper scripts add arguments to a program. */
const desktopEntryFolder = '{home}/.local/share/applications'
const listFlagFiles = (program: string): string[] => [`{config}/${program}-flags.conf`]

/**
 * Finds Chromium-based browsers that are started with `--user-data-dir`: they look for the user's
 * hosts only there. On Windows, all such folders share one registry.
 */
export async function findProfileWarnings(
  locations: readonly BrowserLocation[],
  machine: HostEnvironment,
  fileSystem: FileSystem,
): Promise<Finding[]> {
  if (machine.platform !== 'linux') return []
  const folder = expandVariables(desktopEntryFolder, machine)
  const names = (await fileSystem.list(folder)).filter(name => name.endsWith('.desktop'))
  const entries = names.map(name => getPathModule(machine).join(folder, name))
  const findWarningsFor = async (location: BrowserLocation) => {
    const flagFiles = location.programs.flatMap(listFlagFiles).map(path => expandVariables(path, machine))
    const found = [
      ...(await Promise.all(entries.map(path => readDesktopEntry(path, fileSystem, location)))),
      ...(await Promise.all(flagFiles.map(path => readFlagFile(path, fileSystem)))),
    ]
    return found
      .flat()
      .map(userDataDir => findingOf('PROFILE_ELSEWHERE', { browser: location.browser, ...userDataDir }))
  }
  const chromiumBrowsers = locations.filter(({ family }) => family === 'chromium')
  return [
    ...(await Promise.all(chromiumBrowsers.map(findWarningsFor))).flat(),
    ...findEnvironmentWarnings(machine),
  ]
}

interface UserDataDir {
  folder: string
  place: string
}

/** Reads the lines that start the browser's program. */
async function readDesktopEntry(
  path: string,
  fileSystem: FileSystem,
  { programs }: BrowserLocation,
): Promise<UserDataDir[]> {
  const lines = `${await fileSystem.read(path)}`.split('\n').filter(line => line.startsWith('Exec='))
  const startsBrowser = (line: string) =>
    programs.some(name => /^Exec="?(?:[^\s"]*\/)?([^\s"/]+)/.exec(line)?.[1] === name)
  return lines.filter(startsBrowser).flatMap(line => parseUserDataDir(line, path))
}

const readFlagFile = async (path: string, fileSystem: FileSystem): Promise<UserDataDir[]> =>
  parseUserDataDir(`${await fileSystem.read(path)}`, path)

function parseUserDataDir(text: string, place: string): UserDataDir[] {
  const [, ...found] = /"--user-data-dir=([^"]+)"|--user-data-dir=(?:"([^"]+)"|([^\s"]+))/.exec(text) ?? []
  const folder = found.find(group => group !== undefined)
  return folder === undefined ? [] : [{ folder, place }]
}

/** Chromium on Linux also reads the folder from its environment. */
function findEnvironmentWarnings({ env }: HostEnvironment): Finding[] {
  const folder = env.CHROME_USER_DATA_DIR
  return folder
    ? [findingOf('PROFILE_ELSEWHERE', { browser: 'Chromium', folder, place: '$CHROME_USER_DATA_DIR' })]
    : []
}
