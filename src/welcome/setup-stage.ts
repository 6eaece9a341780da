import type { Finding } from '#protocol/findings/index'
import type { Site } from '#protocol/site'
import type { CompanionState } from '#shared/state'

/** How far somebody is: what the page shows, and whether it looks for the next thing. */
export type SetupStage =
  | { step: 'companion'; finding?: Finding }
  | { step: 'site'; version: string }
  | { step: 'ready'; version: string; sites: Site[] }

export const setupStepNames = ['companion', 'site', 'ready'] as const
export type SetupStepName = (typeof setupStepNames)[number]

/** Before anything is known, the first step without a word of trouble. */
export function toSetupStage(companion: CompanionState): SetupStage {
  if (companion.status === 'connecting') return { step: 'companion' }
  if (companion.status === 'failed') return { step: 'companion', finding: companion.finding }
  const { version, sites } = companion
  return sites.length === 0 ? { step: 'site', version } : { step: 'ready', version, sites }
}
