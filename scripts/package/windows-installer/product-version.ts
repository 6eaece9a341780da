import { createGuid } from './guid.ts'

/** Windows Installer compares three numbers, each within these limits (ProductVersion property). */
const limits = [255, 255, 65_535] as const

/**
 * Returns the version as Windows Installer knows it, without a pre-release suffix. Throws if the
 * version has another form or a number is too large.
 */
export function toProductVersion(version: string): string {
  const numbers = /^(\d+)\.(\d+)\.(\d+)(?:[-+].*)?$/.exec(version)?.slice(1).map(Number)
  if (numbers === undefined || limits.some((limit, index) => (numbers[index] ?? 0) > limit))
    throw new Error(`Windows Installer cannot compare the version ${version}.`)
  return numbers.join('.')
}

/** Returns the id with which Windows Installer knows the product of a version. */
export const getProductCode = (version: string): string => createGuid(`product ${toProductVersion(version)}`)
