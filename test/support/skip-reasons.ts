import { findMissingHeadedTools } from '../../scripts/setup/headed-tools.mjs'

/** On CI no obstacle is an excuse: there a test runs, and fails at what is missing. */
export const shouldSkip = (reason: string | undefined): reason is string =>
  reason !== undefined && process.env.CI !== 'true'

/** What keeps tests from pressing keys in the browser itself; undefined where nothing does. */
export function headedSkipReason(): string | undefined {
  if (process.platform !== 'linux') return 'needs an X server of its own'
  const missing = findMissingHeadedTools()
  return missing.length === 0 ? undefined : `not found: ${missing.join(', ')}`
}
