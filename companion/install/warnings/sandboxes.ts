import { type Finding, findingOf } from '#protocol/findings/index'
import type { BrowserPlace } from '../browsers/place.ts'
import type { Disk } from '../ground.ts'
import { expand, type Machine } from '../machine.ts'

/** Where the two sandboxes of Linux keep what they have installed, for everybody or for the user. */
const sandboxes = {
  snap: { name: 'Snap', folders: ['/snap/bin', '{home}/snap'] },
  flatpak: {
    name: 'Flatpak',
    folders: ['/var/lib/flatpak/app', '{home}/.local/share/flatpak/app', '{home}/.var/app'],
  },
} as const

const kinds = ['snap', 'flatpak'] as const

/** Browsers that cannot start the companion, because they may not start any program of the user. */
export async function sandboxWarnings(
  places: readonly BrowserPlace[],
  machine: Machine,
  disk: Disk,
): Promise<Finding[]> {
  const checks = places.flatMap(place => kinds.map(kind => findSandboxed(place, kind, machine, disk)))
  return (await Promise.all(checks)).flat()
}

async function findSandboxed(
  place: BrowserPlace,
  kind: (typeof kinds)[number],
  machine: Machine,
  disk: Disk,
): Promise<Finding[]> {
  const name = place[kind]
  if (name === undefined) return []
  const paths = sandboxes[kind].folders.map(folder => expand(`${folder}/${name}`, machine))
  const there = await Promise.all(paths.map(path => disk.isThere(path)))
  const path = paths.find((_, index) => there[index])
  const { browser } = place
  return path === undefined
    ? []
    : [findingOf('BROWSER_SANDBOXED', { browser, sandbox: sandboxes[kind].name, path })]
}
