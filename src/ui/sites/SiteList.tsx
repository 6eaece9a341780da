import type { Site } from '#protocol/site'
import type { SiteAction } from '#shared/sites/site-actions'
import type { BackgroundClient } from '../background-client.ts'
import { t } from '../i18n.ts'
import { SiteActionStatus } from './SiteActionStatus.tsx'

export interface SiteListProps {
  sites: readonly Site[]
  action: SiteAction | undefined
  client: Pick<BackgroundClient, 'send'>
}

/** Lists the sites with what can be done with each. The companion asks before it changes one. */
export const SiteList = ({ sites, action, client }: SiteListProps) => (
  <ul class="sites" aria-label={t('sites.title')}>
    {sites.map(site => (
      <li key={site.id}>
        <SiteLine site={site} isBusy={action?.status === 'working'} client={client} />
        {action?.site === site.id && <SiteActionStatus action={action} hub={site.hub} client={client} />}
      </li>
    ))}
  </ul>
)

interface SiteLineProps {
  site: Site
  /** Whether another action must end first. */
  isBusy: boolean
  client: Pick<BackgroundClient, 'send'>
}

const SiteLine = ({ site: { id, hub }, isBusy, client }: SiteLineProps) => (
  <div class="site-line">
    <span class="site-name">
      <strong>{id}</strong> <a href={hub}>{hub}</a>
    </span>
    <button
      type="button"
      class="small"
      disabled={isBusy}
      onClick={() => client.send({ intent: 'checkSite', site: id })}
    >
      {t('sites.check')}
    </button>
    <button
      type="button"
      class="small"
      disabled={isBusy}
      aria-label={`${t('sites.change')} ${id}`}
      onClick={() => client.send({ intent: 'addSite', site: id, hub })}
    >
      {t('sites.change')}
    </button>
    <button
      type="button"
      class="small"
      disabled={isBusy}
      aria-label={`${t('sites.remove')} ${id}`}
      onClick={() => client.send({ intent: 'removeSite', site: id })}
    >
      {t('sites.remove')}
    </button>
  </div>
)
