import { getHomeFolder } from '../config/home.ts'
import { readHostEnvironment } from './environment.ts'
import { readRecord } from './install-record.ts'
import { nodeSystem } from './node-system.ts'
import { findPackage } from './package-marker.ts'
import { getInstallPaths } from './plan.ts'

/**
 * Returns how a terminal starts the command line, as the installation knows it; undefined if nothing registered
 * the companion with browsers. Installers put `hubpass` on the PATH.
 */
export async function readInvocation(): Promise<string[] | undefined> {
  const machine = readHostEnvironment()
  if ((await findPackage(machine, nodeSystem.fileSystem)) !== undefined) return ['hubpass']
  const { record } = getInstallPaths(await getHomeFolder(), machine)
  return (await readRecord(nodeSystem.fileSystem, record)).invocation
}
