import { useId } from 'preact/hooks'
import { hostOf } from '#protocol/addresses'
import { Chevron } from '#ui/icons.tsx'
import { text } from '#ui/texts.ts'
import type { Sites } from './draft.ts'

export interface SiteFieldProps {
  site: string
  sites: Sites
  isLooking: boolean
  onChoose: (site: string) => void
}

export function SiteField({ site, sites, isLooking, onChoose }: SiteFieldProps) {
  const id = useId()
  const hub = sites.find(known => known.id === site)?.hub
  return (
    <div class="field">
      <label for={id}>Site</label>
      <div class="frame">
        <select
          id={id}
          value={site}
          title={hub === undefined ? undefined : hostOf(hub)}
          onChange={event => onChoose(event.currentTarget.value)}
          onKeyDown={submitOnEnter}
        >
          {hub === undefined && <option value={site}>{site || unknownSite(sites, isLooking)}</option>}
          {sites.map(known => (
            <option key={known.id} value={known.id}>
              {known.id}
            </option>
          ))}
        </select>
        <Chevron />
      </div>
    </div>
  )
}

function unknownSite(sites: Sites, isLooking: boolean): string {
  if (sites.length > 0) return text('siteChoose')
  return text(isLooking ? 'sitesLooking' : 'noSite')
}

/** Not every browser submits a form from a list. */
function submitOnEnter(event: KeyboardEvent): void {
  if (event.key !== 'Enter' || !(event.currentTarget instanceof HTMLSelectElement)) return
  event.preventDefault()
  event.currentTarget.form?.requestSubmit()
}
