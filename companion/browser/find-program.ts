import type { Text } from '#messages/message'
import { failure } from '#protocol/errors'
import { listProgramPaths } from '../install/browsers/find-browsers.ts'
import { locationsOn } from '../install/browsers/index.ts'
import { getPathModule, type HostEnvironment, readHostEnvironment } from '../install/environment.ts'
import { findExecutable, isExecutable } from '../util/which.ts'

/** What the search for a program depends on. */
export interface ProgramSearch {
  machine: HostEnvironment
  isExecutable: (path: string) => boolean
}

/**
 * Returns the program of a browser: of the one with this name, of this path, or of the first one
 * found. Throws BAD_REQUEST if there is none, and BROWSER_NOT_OPENED if the program does not exist,
 * or could not show a window here.
 */
export function requireBrowserProgram(
  wanted?: string,
  search: ProgramSearch = { machine: readHostEnvironment(), isExecutable },
): string {
  const { machine } = search
  const named = locationsOn(machine.platform).filter(
    ({ browser }) => wanted === undefined || browser === wanted,
  )
  if (wanted !== undefined && named.length === 0) return requireProgram(wanted, search)
  if (!hasDisplay(machine)) throw browserError(wanted ?? 'chromium', 'there is no display', machine)
  const program = named
    .filter(({ family }) => family === 'chromium')
    .flatMap(location => listProgramPaths(location, machine))
    .map(path => toProgram(path, machine))
    .find(path => getPathModule(machine).isAbsolute(path) && search.isExecutable(path))
  if (program !== undefined) return program
  throw failure('BAD_REQUEST', {
    field: '--browser',
    received: wanted ?? '',
    expected: 'the path of a Chromium-based browser',
    problem: 'no browser was found',
  })
}

/** A program of the user's own may need no display. */
function requireProgram(wanted: string, { machine, isExecutable }: ProgramSearch): string {
  const isPath = /[/\\]/.test(wanted)
  if (isPath ? isExecutable(wanted) : findExecutable(wanted) !== undefined) return wanted
  // There, a name may lack its extension.
  if (!isPath && machine.platform === 'win32') return wanted
  throw failure('BROWSER_NOT_OPENED', { browser: wanted, reason: 'there is no such program' })
}

/** Returns the finding of a browser that does not open, which names a missing display. */
export const browserError = (
  browser: string,
  reason: Text,
  machine = readHostEnvironment(),
  cause?: unknown,
) =>
  failure(
    'BROWSER_NOT_OPENED',
    hasDisplay(machine) ? { browser, reason } : { browser, reason, noDisplay: true },
    cause,
  )

/** Elsewhere than on Windows and macOS, these variables name the display. */
const hasDisplay = ({ platform, env }: HostEnvironment): boolean =>
  platform === 'win32' || platform === 'darwin' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)

/** On macOS, returns the program in an `.app` folder. */
function toProgram(path: string, machine: HostEnvironment): string {
  const { basename, join } = getPathModule(machine)
  return path.endsWith('.app') ? join(path, 'Contents', 'MacOS', basename(path, '.app')) : path
}
