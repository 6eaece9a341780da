import { failure } from './errors.ts'
import type { VersionRange } from './findings/setup.ts'

/** The protocol versions that this build supports. */
export const protocolVersions: VersionRange = { min: 1, max: 1 }

/**
 * Returns the newest version that both sides support. Throws VERSION_MISMATCH with the outdated
 * side.
 */
export function negotiateVersion({
  extension,
  companion,
}: {
  extension: VersionRange
  companion: VersionRange
}): number {
  const common = Math.min(extension.max, companion.max)
  if (common >= extension.min && common >= companion.min) return common
  throw failure('VERSION_MISMATCH', {
    older: companion.max < extension.min ? 'companion' : 'extension',
    extension,
    companion,
  })
}
