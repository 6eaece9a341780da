import { FindingAlert } from '#ui/components/FindingAlert.tsx'
import { t } from '#ui/i18n.ts'
import { AddSiteForm } from '#ui/sites/AddSiteForm.tsx'
import { SiteList } from '#ui/sites/SiteList.tsx'
import type { SectionProps } from '../options-client.ts'

/** Lists the sites of the companion; checks, changes, removes and adds them. */
export function SitesSection({ client, state: { companion, siteAction: action } }: SectionProps) {
  const sites = companion.status === 'ready' ? companion.sites : []
  return (
    <section aria-labelledby="sites">
      <h2 id="sites">{t('sites.title')}</h2>
      {companion.status === 'failed' && <FindingAlert finding={companion.finding} />}
      {companion.status === 'ready' && (
        <>
          {sites.length === 0 ? (
            <p class="empty">{t('sites.none')}</p>
          ) : (
            <SiteList sites={sites} action={action} client={client} />
          )}
          <h3>{t('welcome.readyAnother')}</h3>
          <AddSiteForm sites={sites} action={action} client={client} />
        </>
      )}
    </section>
  )
}
