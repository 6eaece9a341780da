import type { ComponentChildren } from 'preact'
import { FindingAlert } from '#ui/components/FindingAlert.tsx'
import { t } from '#ui/i18n.ts'
import { NoSitesHelp } from './NoSitesHelp.tsx'
import { welcomePageUrl } from './page-urls.ts'
import type { MissingSetup } from './state/setup-panel.ts'

export interface SetupPanelProps {
  missingSetup: MissingSetup
  retry: ComponentChildren
}

/** Shows what is missing before a sign-in is possible. */
export const SetupPanel = ({ missingSetup, retry }: SetupPanelProps) =>
  missingSetup.need === 'site' ? (
    <NoSitesHelp invocation={missingSetup.invocation}>
      <WelcomePageLink />
      {retry}
    </NoSitesHelp>
  ) : (
    <FindingAlert finding={missingSetup.finding}>
      {retry}
      <WelcomePageLink />
    </FindingAlert>
  )

/** Links to the page that guides through the setup. */
const WelcomePageLink = () => (
  <a class="button" href={welcomePageUrl} target="_blank" rel="noreferrer">
    {t('popup.firstSteps')}
  </a>
)
