import { resolve } from 'node:path'
import { failure } from '#protocol/errors'
import { configFolder } from '../config/home.ts'
import { browserPlaces } from '../install/browsers.ts'
import { findBrowsers } from '../install/find-browsers.ts'
import { manifestPaths } from '../install/plan.ts'

export interface PlaceOptions {
  browser?: string[]
  userDataDir?: string
}

export interface Places {
  browsers: string[]
  /** Paths of the host manifests. */
  manifests: string[]
}

/** The browsers that the table has for this platform. */
export const browserNames = (): string[] => [
  ...new Set(
    browserPlaces.filter(({ platform }) => platform === process.platform).map(({ browser }) => browser),
  ),
]

/** Where to install: the browsers named, else those found here; a `--user-data-dir` alone means only that. Throws BAD_REQUEST. */
export async function expectPlaces(options: PlaceOptions): Promise<Places> {
  const places = await placesOf(options)
  if (places.manifests.length > 0) return places
  throw failure('BAD_REQUEST', {
    field: '--browser',
    received: '',
    expected: `one of ${browserNames().join(', ')}, or a --user-data-dir`,
    problem: 'no browser was found on this machine',
  })
}

/** Where to look when uninstalling: every browser of the table unless some are named. Throws BAD_REQUEST. */
export const placesToClear = (options: PlaceOptions): Promise<Places> =>
  placesOf(isEverywhere(options) ? { browser: browserNames() } : { browser: [], ...options })

/** Neither a browser nor a folder was named. */
export const isEverywhere = ({ browser, userDataDir }: PlaceOptions): boolean =>
  browser === undefined && userDataDir === undefined

async function placesOf({ browser, userDataDir }: PlaceOptions): Promise<Places> {
  const configHome = await configFolder()
  const named = browser?.map(expectBrowser) ?? (userDataDir === undefined ? undefined : [])
  const browsers = named ?? (await findBrowsers(process.platform, configHome))
  const folder = userDataDir === undefined ? undefined : resolve(userDataDir)
  const wish = { platform: process.platform, configHome, browsers, userDataDir: folder }
  return { browsers, manifests: manifestPaths(wish) }
}

function expectBrowser(received: string): string {
  if (browserNames().includes(received)) return received
  const expected = `one of ${browserNames().join(', ')}`
  throw failure('BAD_REQUEST', { field: '--browser', received, expected })
}
