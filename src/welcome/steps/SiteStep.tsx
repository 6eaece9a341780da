import type { Site } from '#protocol/site'
import { t } from '#ui/i18n.ts'
import type { StepProps } from '../page-props.ts'
import { NewSiteForm } from './NewSiteForm.tsx'
import { PollingStatus } from './PollingStatus.tsx'

/** Step 2: the companion works but has no site. */
export const SiteStep = ({ platform, client, siteAction, seconds }: StepProps) => (
  <>
    <NewSiteForm platform={platform} client={client} action={siteAction} />
    <PollingStatus what="welcome.lookingForSite" seconds={seconds} />
  </>
)

type AnotherSiteProps = Pick<StepProps, 'platform' | 'client' | 'siteAction'> & { sites: Site[] }

export const AddAnotherSite = ({ platform, client, siteAction, sites }: AnotherSiteProps) => (
  <details>
    <summary>{t('welcome.readyAnother')}</summary>
    <NewSiteForm platform={platform} client={client} sites={sites} action={siteAction} />
  </details>
)
