import { resolve } from 'node:path'
import { failure, HubpassError } from '#protocol/errors'
import { homeFolder } from '../config/home.ts'
import { browsersOfAnyFolder, placesOn } from '../install/browsers/index.ts'
import { forBrowsers } from '../install/claims.ts'
import { findBrowsers } from '../install/find-browsers.ts'
import { type Machine, thisMachine } from '../install/machine.ts'
import { type Registration, registrationsFor } from '../install/plan.ts'
import { thisGround } from '../install/this-ground.ts'
import { sandboxWarnings } from '../install/warnings/sandboxes.ts'

export interface PlaceOptions {
  browser?: string[]
  userDataDir?: string
}

export interface Places {
  machine: Machine
  home: string
  browsers: string[]
  registrations: Registration[]
  /** For whom keys in the registry are. */
  claim: string
}

/** The browsers that the table has for this platform. */
export const browserNames = (): string[] => placesOn(process.platform).map(({ browser }) => browser)

/**
 * Where to install: the browsers named, else those found here; a `--user-data-dir` alone means only that. Throws BAD_REQUEST,
 * BROWSER_SANDBOXED.
 */
export async function expectPlaces(options: PlaceOptions): Promise<Places> {
  const places = await placesOf(options)
  if (places.registrations.length > 0) return places
  const [sandboxed] = await sandboxWarnings(placesOn(process.platform), places.machine, thisGround.disk)
  if (sandboxed !== undefined) throw new HubpassError(sandboxed)
  throw failure('BAD_REQUEST', {
    field: '--browser',
    received: '',
    expected: `one of ${browserNames().join(', ')}, or a --user-data-dir`,
    problem: 'no browser was found on this machine',
  })
}

/** Where to look when uninstalling: every browser of the table unless some are named. Throws BAD_REQUEST. */
export const placesToClear = (options: PlaceOptions): Promise<Places> =>
  placesOf(isEverywhere(options) ? { browser: browserNames() } : options)

/** Neither a browser nor a folder was named. */
export const isEverywhere = ({ browser, userDataDir }: PlaceOptions): boolean =>
  browser === undefined && userDataDir === undefined

async function placesOf({ browser, userDataDir }: PlaceOptions): Promise<Places> {
  const machine = thisMachine()
  const folder = userDataDir === undefined ? undefined : resolve(userDataDir)
  const browsers =
    browser?.map(expectBrowser) ??
    (folder === undefined
      ? await findBrowsers(machine, thisGround.disk)
      : browsersOfAnyFolder(machine.platform))
  const home = await homeFolder()
  const wish = { machine, home, browsers, userDataDir: folder }
  const claim = browser === undefined && folder !== undefined ? folder : forBrowsers
  return { machine, home, browsers, registrations: registrationsFor(wish), claim }
}

function expectBrowser(received: string): string {
  if (browserNames().includes(received)) return received
  const expected = `one of ${browserNames().join(', ')}`
  throw failure('BAD_REQUEST', { field: '--browser', received, expected })
}
