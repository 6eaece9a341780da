import type { SiteAction } from '#shared/sites/site-actions'
import type { PlatformInfo } from './platform-info.ts'
import type { SetupStage } from './setup-stage.ts'
import type { WelcomeClient } from './welcome-client.ts'

export interface PageProps {
  client: WelcomeClient
  platform: PlatformInfo
  /** The keys that open the popup; empty if none are assigned. */
  shortcut: string
}

export interface StepProps extends PageProps {
  stage: SetupStage
  /** The latest action on a site. */
  siteAction: SiteAction | undefined
  /** The time between two polls. */
  seconds: number
}
