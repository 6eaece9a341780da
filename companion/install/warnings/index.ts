import { extensionId } from '#protocol/constants'
import type { Finding } from '#protocol/findings/index'
import { locationsOn } from '../browsers/index.ts'
import type { HostEnvironment } from '../environment.ts'
import type { System } from '../system.ts'
import { findPolicyWarnings } from './policies.ts'
import { findProfileWarnings } from './profiles.ts'
import { findSandboxWarnings } from './sandboxes.ts'
import { findSettingWarnings } from './settings.ts'

export interface WarningContext {
  machine: HostEnvironment
  system: System
  browsers: readonly string[]
  /** No browser was named, so warn about every sandboxed browser: the tester may use that one. */
  isAllBrowsers: boolean
  /** Allowed extensions besides ours. */
  extensionIds?: readonly string[]
}

/**
 * Finds what prevents browsers from starting the companion, as far as files and the registry show
 * it.
 */
export async function findWarnings(context: WarningContext): Promise<Finding[]> {
  const { machine, system, browsers, isAllBrowsers, extensionIds = [] } = context
  const ids = [...new Set([extensionId, ...extensionIds])]
  const allLocations = locationsOn(machine.platform)
  const locations = allLocations.filter(({ browser }) => browsers.includes(browser))
  const found = await Promise.all([
    findSandboxWarnings(isAllBrowsers ? allLocations : locations, machine, system.fileSystem),
    findPolicyWarnings(locations, machine, system),
    findSettingWarnings(locations, ids, machine, system),
    findProfileWarnings(locations, machine, system.fileSystem),
  ])
  return found.flat()
}
