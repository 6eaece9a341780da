import type { InstallRecord } from './record.ts'

/**
 * For whom a key in the registry of Windows is: for browsers, or for one folder of `--user-data-dir`. Such a folder needs the keys of all
 * browsers of Chromium's kin, which others may need as well.
 */
export const forBrowsers = ''

type Claims = InstallRecord['claims']

/** Each of these keys, for whoever it is. */
export const claimsFor = (keys: readonly string[], claim: string): Claims =>
  Object.fromEntries(keys.map(key => [key, [folded(claim)]]))

/** To Windows a folder is the same in capitals. */
const folded = (claim: string): string => claim.toLowerCase()

/** Whether a key is there for nobody but this one; browsers give up their keys whoever else has them. */
export function isClaimedAlone(key: string, claim: string, record: InstallRecord): boolean {
  const claims = claimsOf(key, record)
  return claim === forBrowsers || (claims.includes(folded(claim)) && claims.length === 1)
}

/** The claims to keys that are left, when one gives up some of those that it has. */
export const leftClaims = (
  left: readonly string[],
  { claim, keys }: GivenUp,
  record: InstallRecord,
): Claims => {
  const isLeft = (key: string) => (other: string) => other !== folded(claim) || !keys.includes(key)
  return Object.fromEntries(left.map(key => [key, claimsOf(key, record).filter(isLeft(key))]))
}

interface GivenUp {
  claim: string
  keys: readonly string[]
}

/** Both, nothing twice. */
export const mergeClaims = (one: Claims, other: Claims): Claims =>
  Object.fromEntries(
    Object.keys({ ...one, ...other }).map(key => [
      key,
      [...new Set([...(one[key] ?? []), ...(other[key] ?? [])])],
    ]),
  )

/** A record of before there were claims has keys without: those are for browsers. */
export const withOldClaims = (record: InstallRecord): InstallRecord => ({
  ...record,
  claims: { ...claimsFor(record.keys, forBrowsers), ...record.claims },
})

const claimsOf = (key: string, record: InstallRecord): string[] => withOldClaims(record).claims[key] ?? []
