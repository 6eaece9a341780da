import * as v from 'valibot'
import { getPathModule, type HostEnvironment } from './environment.ts'
import type { FileSystem } from './system.ts'

/**
 * The files that a package adds to the program's folder. On Windows, a manifest may name a launcher
 * in its own folder (docs/facts/browsers-and-node.md §5.1). Firefox passes the path of its manifest,
 * which must end in the name of the host.
 */
export const packagedHost = {
  marker: 'installed-by.json',
  launcher: 'hubpass-host.bat',
  manifests: {
    chromium: 'chromium.hubpass.companion.json',
    firefox: 'firefox.hubpass.companion.json',
  },
} as const

const MarkerSchema = v.pipe(v.string(), v.parseJson(), v.object({ package: v.picklist(['msi', 'deb']) }))

/** The kinds of packages that register the companion themselves. */
export type PackageKind = v.InferOutput<typeof MarkerSchema>['package']

/**
 * Returns the kind of package that installed this program and registered it with browsers, if any.
 */
export async function findPackage(
  machine: HostEnvironment,
  fileSystem: FileSystem,
): Promise<PackageKind | undefined> {
  const content = await fileSystem.read(locatePackagedFile(packagedHost.marker, machine))
  const parsed = v.safeParse(MarkerSchema, content?.toString())
  return parsed.success ? parsed.output.package : undefined
}

/** Returns where a package installed a file beside the program. */
export const locatePackagedFile = (name: string, machine: HostEnvironment): string =>
  getPathModule(machine).join(machine.programFolder, name)
