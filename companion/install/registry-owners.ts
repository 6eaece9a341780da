import type { InstallRecord } from './install-record.ts'

/**
 * For whom a key in the registry of Windows is: for browsers, or for one folder of `--user-data-dir`. Such a folder needs the keys of all
 * browsers of Chromium's kin, which others may need as well.
 */
export const browsersOwner = ''

type RegistryOwners = InstallRecord['claims']

/** Each of these keys, for whoever it is. */
export const ownersFor = (keys: readonly string[], owner: string): RegistryOwners =>
  Object.fromEntries(keys.map(key => [key, [normalizeOwner(owner)]]))

/** To Windows a folder is the same in capitals. */
const normalizeOwner = (owner: string): string => owner.toLowerCase()

/** Whether a key is there for nobody but this one; browsers give up their keys whoever else has them. */
export function isSoleOwner(key: string, owner: string, record: InstallRecord): boolean {
  const owners = getOwners(key, record)
  return owner === browsersOwner || (owners.includes(normalizeOwner(owner)) && owners.length === 1)
}

/** The claims to keys that are left, when one gives up some of those that it has. */
export const remainingOwners = (
  remainingKeys: readonly string[],
  { owner, keys }: ReleasedKeys,
  record: InstallRecord,
): RegistryOwners => {
  const isRemaining = (key: string) => (other: string) =>
    other !== normalizeOwner(owner) || !keys.includes(key)
  return Object.fromEntries(remainingKeys.map(key => [key, getOwners(key, record).filter(isRemaining(key))]))
}

interface ReleasedKeys {
  owner: string
  keys: readonly string[]
}

/** Both, nothing twice. */
export const mergeOwners = (one: RegistryOwners, other: RegistryOwners): RegistryOwners =>
  Object.fromEntries(
    Object.keys({ ...one, ...other }).map(key => [
      key,
      [...new Set([...(one[key] ?? []), ...(other[key] ?? [])])],
    ]),
  )

/** A record of before there were claims has keys without: those are for browsers. */
export const withLegacyOwners = (record: InstallRecord): InstallRecord => ({
  ...record,
  claims: { ...ownersFor(record.keys, browsersOwner), ...record.claims },
})

const getOwners = (key: string, record: InstallRecord): string[] => withLegacyOwners(record).claims[key] ?? []
