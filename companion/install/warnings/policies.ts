import { nativeHostName } from '#protocol/constants'
import type { Finding } from '#protocol/findings/index'
import { findingOf } from '#protocol/to-finding'
import type { BrowserLocation } from '../browsers/browser-location.ts'
import type { HostEnvironment } from '../environment.ts'
import type { System } from '../system.ts'
import { type HostPolicy, readPolicyFiles, readPolicyKeys } from './read-policies.ts'

/** Browsers that an administrator keeps from starting hosts of users, or this one. macOS keeps policies where no file shows them. */
export async function findPolicyWarnings(
  locations: readonly BrowserLocation[],
  { platform }: HostEnvironment,
  { fileSystem, registry }: System,
): Promise<Finding[]> {
  const readPolicies = (location: string) =>
    platform === 'win32' ? readPolicyKeys(location, registry) : readPolicyFiles(location, fileSystem)
  const findWarningsFor = async ({ browser, policies }: BrowserLocation) =>
    policies === undefined ? [] : findBlocks(browser, await readPolicies(policies))
  return (await Promise.all(locations.map(findWarningsFor))).flat()
}

/** An entry of the allow list counts more than one of the block list, wherever it stands. */
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
