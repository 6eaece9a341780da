import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Site } from '#protocol/site'
import type { SiteAction } from '#shared/sites/site-actions'
import type { BackgroundClient } from '../background-client.ts'
import { t } from '../i18n.ts'
import { SiteActionStatus } from './SiteActionStatus.tsx'
import { SiteFields } from './SiteFields.tsx'
import { emptySiteForm, type NewSite, toNewSite } from './site-form.ts'

export interface AddSiteFormProps {
  sites: readonly Site[]
  action: SiteAction | undefined
  client: Pick<BackgroundClient, 'send'>
  /** Shows another way to add the site, which is undefined until both fields are valid. */
  renderOtherWay?: (site: NewSite | undefined) => ComponentChildren
}

/** Asks for hub and id. The companion asks for the rest outside the browser. */
export function AddSiteForm({ sites, action, client, renderOtherWay }: AddSiteFormProps) {
  const [form, setForm] = useState(emptySiteForm)
  const site = toNewSite(form)
  const isBusy = action?.status === 'working'
  const isAdded = action?.name === 'add' && action.status === 'done'
  useEffect(() => {
    if (isAdded) setForm(emptySiteForm)
  }, [isAdded])
  const submit = (event: Event) => {
    event.preventDefault()
    if (site !== undefined) client.send({ intent: 'addSite', site: site.id, hub: site.hub })
  }
  return (
    <form class="add-site" onSubmit={submit}>
      <SiteFields form={form} onChange={setForm} />
      <div class="buttons">
        <button type="submit" class="primary" disabled={site === undefined || isBusy}>
          {t('sites.add')}
        </button>
      </div>
      <p class="note">{t('sites.how')}</p>
      {/* The list shows what happens to a site that exists. */}
      {action !== undefined && !sites.some(({ id }) => id === action.site) && (
        <SiteActionStatus action={action} client={client} />
      )}
      {renderOtherWay?.(site)}
    </form>
  )
}
