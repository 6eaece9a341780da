import { nativeHostName } from '#protocol/constants'
import type { Finding } from '#protocol/findings/index'
import { findingOf } from '#protocol/findings/to-finding'
import type { BrowserLocation } from '../browsers/browser-location.ts'
import type { HostEnvironment } from '../environment.ts'
import type { System } from '../system.ts'
import { type HostPolicy, readHostPolicyFiles, readHostPolicyKeys } from './read-host-policies.ts'

/**
 * Finds policies that forbid a browser to start the user's hosts, or this one. On macOS, policies
 * are not in files that can be read.
 */
export async function findPolicyWarnings(
  locations: readonly BrowserLocation[],
  { platform }: HostEnvironment,
  { fileSystem, registry }: System,
): Promise<Finding[]> {
  const readPolicies = (location: string) =>
    platform === 'win32' ? readHostPolicyKeys(location, registry) : readHostPolicyFiles(location, fileSystem)
  const findWarningsFor = async ({ browser, policies }: BrowserLocation) =>
    policies === undefined ? [] : findBlocks(browser, await readPolicies(policies))
  return (await Promise.all(locations.map(findWarningsFor))).flat()
}

/** The allow list overrides the block list, whichever file they are in. */
function findBlocks(browser: string, policies: readonly HostPolicy[]): Finding[] {
  const isAllowed = policies.some(({ allowed }) => allowed.includes(nativeHostName))
  const isBlocked = ({ blocked }: HostPolicy) =>
    !isAllowed && (blocked.includes('*') || blocked.includes(nativeHostName))
  return policies.flatMap(policy => [
    ...(policy.userLevelHosts ? [] : [createBlockFinding(browser, 'NativeMessagingUserLevelHosts', policy)]),
    ...(isBlocked(policy) ? [createBlockFinding(browser, 'NativeMessagingBlocklist', policy)] : []),
  ])
}

const createBlockFinding = (browser: string, policy: string, { place }: HostPolicy): Finding =>
  findingOf('HOSTS_BLOCKED_BY_POLICY', { browser, policy, place })
