import type { Finding } from '#protocol/findings/index'
import { locationsOn } from '../browsers/index.ts'
import type { HostEnvironment } from '../environment.ts'
import type { System } from '../system.ts'
import { findPolicyWarnings } from './policies.ts'
import { findProfileWarnings } from './profiles.ts'
import { findSandboxWarnings } from './sandboxes.ts'

export interface WarningContext {
  machine: HostEnvironment
  system: System
  browsers: readonly string[]
  /** Nothing was named: then every browser in a sandbox is worth a word, as the tester may mean just that one. */
  isAllBrowsers: boolean
}

/** What will keep browsers from finding the companion, as far as files and the registry show it. */
export async function findWarnings(context: WarningContext): Promise<Finding[]> {
  const { machine, system, browsers, isAllBrowsers } = context
  const allLocations = locationsOn(machine.platform)
  const locations = allLocations.filter(({ browser }) => browsers.includes(browser))
  const found = await Promise.all([
    findSandboxWarnings(isAllBrowsers ? allLocations : locations, machine, system.fileSystem),
    findPolicyWarnings(locations, machine, system),
    findProfileWarnings(locations, machine, system.fileSystem),
  ])
  return found.flat()
}
