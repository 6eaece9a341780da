import { type Finding, findingOf } from '#protocol/findings/index'
import { nativeHostName } from '#protocol/limits'
import type { BrowserPlace } from '../browsers/place.ts'
import type { Ground } from '../ground.ts'
import type { Machine } from '../machine.ts'
import { type Policy, policiesInFiles, policiesInRegistry } from './read-policies.ts'

/** Browsers that an administrator keeps from starting hosts of users, or this one. macOS keeps policies where no file shows them. */
export async function policyWarnings(
  places: readonly BrowserPlace[],
  { platform }: Machine,
  { disk, registry }: Ground,
): Promise<Finding[]> {
  const read = (place: string) =>
    platform === 'win32' ? policiesInRegistry(place, registry) : policiesInFiles(place, disk)
  const warningsOf = async ({ browser, policies }: BrowserPlace) =>
    policies === undefined ? [] : blocksIn(browser, await read(policies))
  return (await Promise.all(places.map(warningsOf))).flat()
}

/** An entry of the allow list counts more than one of the block list, wherever it stands. */
function blocksIn(browser: string, policies: readonly Policy[]): Finding[] {
  const isAllowed = policies.some(({ allowed }) => allowed.includes(nativeHostName))
  const isBlocked = ({ blocked }: Policy) =>
    !isAllowed && (blocked.includes('*') || blocked.includes(nativeHostName))
  return policies.flatMap(one => [
    ...(one.userLevelHosts ? [] : [block(browser, 'NativeMessagingUserLevelHosts', one)]),
    ...(isBlocked(one) ? [block(browser, 'NativeMessagingBlocklist', one)] : []),
  ])
}

const block = (browser: string, policy: string, { place }: Policy): Finding =>
  findingOf('HOSTS_BLOCKED_BY_POLICY', { browser, policy, place })
