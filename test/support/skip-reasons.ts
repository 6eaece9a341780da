import { findFirefox } from '../../scripts/setup/firefox.mjs'
import { findMissingHeadedTools } from '../../scripts/setup/headed-tools.mjs'

/** Returns whether to skip a test. On CI tests never skip and fail for what is missing. */
export const shouldSkip = (reason: string | undefined): reason is string =>
  reason !== undefined && process.env.CI !== 'true'

/** Returns why tests cannot press keys in the browser itself, or undefined when they can. */
export function headedSkipReason(): string | undefined {
  if (process.platform !== 'linux') return 'needs its own X server'
  const missing = findMissingHeadedTools()
  return missing.length === 0 ? undefined : `not found: ${missing.join(', ')}`
}

/** Returns why tests cannot start Firefox with a home of its own, or undefined when they can. */
export function firefoxSkipReason(): string | undefined {
  if (process.platform !== 'linux') return 'needs a home that Firefox reads host manifests from'
  return findFirefox() === undefined
    ? 'Firefox was not found; install firefox-esr or set HUBPASS_FIREFOX'
    : undefined
}
