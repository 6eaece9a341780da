import type { Finding } from '#protocol/findings/index'
import { findingOf } from '#protocol/findings/to-finding'
import type { BrowserLocation } from '../browsers/browser-location.ts'
import { expandVariables, type HostEnvironment } from '../environment.ts'
import type { FileSystem } from '../system.ts'

/** The folders where the two sandboxes of Linux install programs, for all users or for one. */
const sandboxes = {
  snap: { name: 'Snap', folders: ['/snap/bin', '{home}/snap'] },
  flatpak: {
    name: 'Flatpak',
    folders: ['/var/lib/flatpak/app', '{home}/.local/share/flatpak/app', '{home}/.var/app'],
  },
} as const

const sandboxKinds = ['snap', 'flatpak'] as const

/**
 * Finds sandboxed browsers. They cannot start the companion because they may not start programs of
 * the user.
 */
export async function findSandboxWarnings(
  locations: readonly BrowserLocation[],
  machine: HostEnvironment,
  fileSystem: FileSystem,
): Promise<Finding[]> {
  const checks = locations.flatMap(location =>
    sandboxKinds.map(kind => checkSandbox(location, kind, machine, fileSystem)),
  )
  return (await Promise.all(checks)).flat()
}

async function checkSandbox(
  location: BrowserLocation,
  kind: (typeof sandboxKinds)[number],
  machine: HostEnvironment,
  fileSystem: FileSystem,
): Promise<Finding[]> {
  const name = location[kind]
  if (name === undefined) return []
  const paths = sandboxes[kind].folders.map(folder => expandVariables(`${folder}/${name}`, machine))
  const exists = await Promise.all(paths.map(path => fileSystem.exists(path)))
  const path = paths.find((_, index) => exists[index])
  const { browser } = location
  return path === undefined
    ? []
    : [findingOf('BROWSER_SANDBOXED', { browser, sandbox: sandboxes[kind].name, path })]
}
