import { t } from '#ui/i18n.ts'
import type { StepProps } from '../page-props.ts'
import { NewSiteForm } from './NewSiteForm.tsx'
import { PollingStatus } from './PollingStatus.tsx'

/** Step 2: the companion works but has no site. */
export const SiteStep = ({ platform, seconds }: StepProps) => (
  <>
    <NewSiteForm platform={platform} />
    <PollingStatus what="welcome.lookingForSite" seconds={seconds} />
  </>
)

export const AddAnotherSite = ({ platform }: Pick<StepProps, 'platform'>) => (
  <details>
    <summary>{t('welcome.readyAnother')}</summary>
    <NewSiteForm platform={platform} />
  </details>
)
