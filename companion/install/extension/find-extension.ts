import * as v from 'valibot'
import { type ExtensionFolder, versionPattern } from '#protocol/extension-folder'
import { tryDecodeText } from '../../util/decode-text.ts'
import { getPathModule, type HostEnvironment } from '../environment.ts'
import type { FileSystem } from '../system.ts'

/** Returns where the extension lies: beside an installed program, in a package, or in a built clone. */
export function listExtensionFolders(machine: Pick<HostEnvironment, 'platform' | 'programFolder'>): string[] {
  const { join } = getPathModule(machine)
  return ['extension', '../extension', '../chrome'].map(path => join(machine.programFolder, path))
}

/** Returns the first of the folders that has an extension. */
export async function findExtension(
  folders: readonly string[],
  fileSystem: Pick<FileSystem, 'read'>,
): Promise<ExtensionFolder | undefined> {
  for (const path of folders) {
    const version = parseVersion(await fileSystem.read(`${path}/manifest.json`))
    if (version !== undefined) return { path, version }
  }
  return undefined
}

const ManifestSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ version: v.pipe(v.string(), v.regex(versionPattern)) }),
)

function parseVersion(manifest: Buffer | undefined): string | undefined {
  const parsed = v.safeParse(ManifestSchema, manifest && tryDecodeText(manifest))
  return parsed.success ? parsed.output.version : undefined
}
