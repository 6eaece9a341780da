/**
 * The owner of registry keys that browsers need without `--user-data-dir`. Any other owner is a
 * `--user-data-dir` folder, which needs the keys of all Chromium-based browsers.
 */
export const browsersOwner = ''

/** Registry keys and who needs them. */
export type RegistryOwners = Record<string, string[]>

interface OwnedKeys {
  keys: readonly string[]
  claims: RegistryOwners
}

/** Records `owner` for each registry key. */
export const ownersFor = (keys: readonly string[], owner: string): RegistryOwners =>
  Object.fromEntries(keys.map(key => [key, [normalizeOwner(owner)]]))

/** Folder names are not case-sensitive on Windows. */
const normalizeOwner = (owner: string): string => owner.toLowerCase()

/** Returns whether only this owner needs the key. Browsers release their keys in any case. */
export function isSoleOwner(key: string, owner: string, record: OwnedKeys): boolean {
  const owners = getOwners(key, record)
  return owner === browsersOwner || (owners.includes(normalizeOwner(owner)) && owners.length === 1)
}

/** Returns the owners of the remaining keys after one owner has released some of its keys. */
export const remainingOwners = (
  remainingKeys: readonly string[],
  { owner, keys }: ReleasedKeys,
  record: OwnedKeys,
): RegistryOwners => {
  const isRemaining = (key: string) => (other: string) =>
    other !== normalizeOwner(owner) || !keys.includes(key)
  return Object.fromEntries(remainingKeys.map(key => [key, getOwners(key, record).filter(isRemaining(key))]))
}

interface ReleasedKeys {
  owner: string
  keys: readonly string[]
}

/** Returns the owners of both records without duplicates. */
export const mergeOwners = (one: RegistryOwners, other: RegistryOwners): RegistryOwners =>
  Object.fromEntries(
    Object.keys({ ...one, ...other }).map(key => [
      key,
      [...new Set([...(one[key] ?? []), ...(other[key] ?? [])])],
    ]),
  )

/**
 * Adds the owner to keys of older records, which did not store one: those keys belong to browsers.
 */
export const withLegacyOwners = <R extends OwnedKeys>(record: R): R => ({
  ...record,
  claims: { ...ownersFor(record.keys, browsersOwner), ...record.claims },
})

const getOwners = (key: string, record: OwnedKeys): string[] => withLegacyOwners(record).claims[key] ?? []
