import { useId } from 'preact/hooks'
import { getHost } from '#protocol/site'
import { ChevronIcon } from '#ui/components/icons.tsx'
import { t } from '#ui/i18n.ts'
import type { Sites } from '../state/draft.ts'

export interface SiteFieldProps {
  site: string
  sites: Sites
  isLoading: boolean
  onChoose: (site: string) => void
}

export function SiteField({ site, sites, isLoading, onChoose }: SiteFieldProps) {
  const id = useId()
  const hub = sites.find(known => known.id === site)?.hub
  return (
    <div class="field">
      <label for={id}>{t('field.site')}</label>
      <div class="frame">
        <select
          id={id}
          data-field="site"
          value={site}
          title={hub === undefined ? undefined : getHost(hub)}
          onChange={event => onChoose(event.currentTarget.value)}
          onKeyDown={submitOnEnter}
        >
          {hub === undefined && <option value={site}>{site || describeMissingSite(sites, isLoading)}</option>}
          {sites.map(known => (
            <option key={known.id} value={known.id}>
              {known.id}
            </option>
          ))}
        </select>
        <ChevronIcon />
      </div>
    </div>
  )
}

function describeMissingSite(sites: Sites, isLoading: boolean): string {
  if (sites.length > 0) return t('popup.siteChoose')
  return t(isLoading ? 'popup.sitesLooking' : 'popup.noSite')
}

/** Not every browser submits a form on Enter in a select element. */
function submitOnEnter(event: KeyboardEvent): void {
  if (event.key !== 'Enter' || !(event.currentTarget instanceof HTMLSelectElement)) return
  event.preventDefault()
  event.currentTarget.form?.requestSubmit()
}
