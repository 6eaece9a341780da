import { extensionId } from '#protocol/constants'
import { versionPattern } from '#protocol/extension-folder'
import type { FileSystem } from '../system.ts'

/** Returns the version of the unpacked extension that last connected, if any. */
export async function readLoadedVersion(
  file: string,
  fileSystem: Pick<FileSystem, 'read'>,
): Promise<string | undefined> {
  const text = (await fileSystem.read(file))?.toString().trim()
  return text !== undefined && versionPattern.test(text) ? text : undefined
}

/**
 * Stores the version of the calling extension, so that the doctor can compare it with the folder. Extensions
 * from a store have other ids and update themselves. A file that cannot be written only costs the comparison.
 */
export async function rememberLoadedVersion(
  version: string,
  file: string,
  { fileSystem, origin = process.argv[2] }: { fileSystem: FileSystem; origin?: string | undefined },
): Promise<void> {
  if (origin !== `chrome-extension://${extensionId}/` || !versionPattern.test(version)) return
  if ((await readLoadedVersion(file, fileSystem)) === version) return
  await fileSystem.write(file, `${version}\n`, 0o600).catch(() => {})
}
