import * as v from 'valibot'
import { getPathModule, type HostEnvironment } from './environment.ts'
import type { FileSystem } from './system.ts'

/** The file beside the program with which a package says that it registers the companion itself. */
export const packageMarkerName = 'installed-by.json'

const MarkerSchema = v.object({ package: v.picklist(['msi', 'deb']) })

/** The kinds of packages that register the companion themselves. */
export type PackageKind = v.InferOutput<typeof MarkerSchema>['package']

/** Returns the content of the file of a package. */
export const formatPackageMarker = (kind: PackageKind): string => `${JSON.stringify({ package: kind })}\n`

/**
 * Returns the kind of package that installed this program and registered it with browsers, if any.
 */
export async function findPackage(
  machine: HostEnvironment,
  fileSystem: Pick<FileSystem, 'read'>,
): Promise<PackageKind | undefined> {
  const file = getPathModule(machine).join(machine.programFolder, packageMarkerName)
  const content = await fileSystem.read(file)
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), MarkerSchema), content?.toString())
  return parsed.success ? parsed.output.package : undefined
}
