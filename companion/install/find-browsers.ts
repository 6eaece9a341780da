import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { type BrowserPlace, browserPlaces } from './browsers.ts'

/** The browsers of the table that this machine has: their folder is there, or their program is on the PATH. */
export async function findBrowsers(platform: NodeJS.Platform, configHome: string): Promise<string[]> {
  const places = browserPlaces.filter(place => place.platform === platform)
  const found = await Promise.all(places.map(place => isHere(place, configHome)))
  return places.filter((_, index) => found[index]).map(({ browser }) => browser)
}

async function isHere({ profile, programs }: BrowserPlace, configHome: string): Promise<boolean> {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const programPaths = folders.flatMap(folder => programs.map(program => join(folder, program)))
  const traces = [
    exists(join(configHome, profile)),
    ...programPaths.map(path => exists(path, constants.X_OK)),
  ]
  return (await Promise.all(traces)).includes(true)
}

const exists = (path: string, mode?: number): Promise<boolean> =>
  access(path, mode).then(
    () => true,
    () => false,
  )
