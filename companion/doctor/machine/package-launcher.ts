import * as v from 'valibot'
import { getPathModule, type HostEnvironment } from '../../install/environment.ts'
import { getInstallPaths, type Registration } from '../../install/plan.ts'
import type { System } from '../../install/system.ts'
import { getSystemFolder } from '../../install/system-wide.ts'
import { tryDecodeText } from '../../util/decode-text.ts'

const ManifestSchema = v.pipe(v.string(), v.parseJson(), v.object({ path: v.string() }))

/**
 * Returns the path in a manifest if it leads to the launcher of this program, which belongs to a package with
 * its own Node, or to the one that "hubpass install --system" made. On Windows, the path may be relative to the manifest.
 */
export async function findPackageLauncher(
  { key, manifest }: Registration,
  { fileSystem, registry }: System,
  machine: HostEnvironment,
): Promise<string | undefined> {
  const file = key === undefined ? manifest : (await registry.read(key))?.values['']
  const content = file === undefined ? undefined : await fileSystem.read(file)
  const parsed = v.safeParse(ManifestSchema, content && tryDecodeText(content))
  if (file === undefined || !parsed.success) return undefined
  const { dirname, resolve } = getPathModule(machine)
  const { path } = parsed.output
  const launchers = [
    machine.env.HUBPASS_LAUNCHER,
    getInstallPaths(getSystemFolder(machine), machine).launcher,
  ]
  return launchers.some(launcher => isSameFile(resolve(dirname(file), path), launcher, machine))
    ? path
    : undefined
}

/** Windows spells the launcher as it was called. */
const isSameFile = (one: string, other = '', { platform }: HostEnvironment): boolean =>
  platform === 'win32' ? one.toLowerCase() === other.toLowerCase() : one === other
