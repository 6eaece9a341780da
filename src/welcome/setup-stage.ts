import type { ExtensionFolder } from '#protocol/extension-folder'
import type { Finding } from '#protocol/findings/index'
import type { Site } from '#protocol/site'
import type { CompanionState } from '#shared/state'

/** The progress of the setup, which determines what the page shows. */
export type SetupStage =
  | { step: 'companion'; finding?: Finding }
  | { step: 'site'; version: string }
  | ReadyStage

export interface ReadyStage {
  step: 'ready'
  version: string
  sites: Site[]
  hasSignedIn: boolean
  extensionFolder?: ExtensionFolder | undefined
}

export const setupStepNames = ['companion', 'site', 'ready'] as const
export type SetupStepName = (typeof setupStepNames)[number]

/** Returns the stage; the first step without a finding while connecting. */
export function toSetupStage(companion: CompanionState, hasSignedIn = false): SetupStage {
  if (companion.status === 'connecting') return { step: 'companion' }
  if (companion.status === 'failed') return { step: 'companion', finding: companion.finding }
  const { version, sites, extensionFolder } = companion
  return sites.length === 0
    ? { step: 'site', version }
    : { step: 'ready', version, sites, hasSignedIn, ...(extensionFolder && { extensionFolder }) }
}
