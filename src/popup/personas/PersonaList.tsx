import type { Site } from '#protocol/site'
import type { Persona } from '#shared/personas/persona'
import { Listbox, type ListboxState } from '#ui/components/Listbox.tsx'
import { t } from '#ui/i18n.ts'
import { PersonaLabel } from './PersonaLabel.tsx'
import { PersonaToolbar, type PersonaToolbarProps } from './PersonaToolbar.tsx'

/** Must match personas.css. */
const rowHeight = 48

export interface PersonaListProps extends Pick<PersonaToolbarProps, 'onEdit' | 'send'> {
  list: ListboxState
  matches: readonly Persona[]
  sites: readonly Site[]
  /** Whether the companion has sent the sites. */
  areSitesKnown: boolean
}

/** Shows the matching personas and the toolbar of the active one. */
export function PersonaList({ list, matches, sites, areSitesKnown, ...tools }: PersonaListProps) {
  const renderPersona = (persona: Persona | undefined) =>
    persona && <PersonaLabel persona={persona} site={formatSite(persona, sites, areSitesKnown)} />
  const active = matches[list.activeIndex]
  return (
    <Listbox
      {...list}
      label={t('popup.personas')}
      rowHeight={rowHeight}
      renderOption={index => renderPersona(matches[index])}
    >
      {active === undefined ? (
        <p role="status">{t('popup.personaNone')}</p>
      ) : (
        <PersonaToolbar key={active.id} {...tools} persona={active} top={list.activeIndex * rowHeight} />
      )}
    </Listbox>
  )
}

/**
 * Returns the site if there are several, or a note if it no longer exists. A persona without a site
 * uses the selected one.
 */
function formatSite({ site }: Persona, sites: PersonaListProps['sites'], areKnown: boolean) {
  const isGone = areKnown && site !== '' && !sites.some(({ id }) => id === site)
  return { isGone, label: isGone ? t('popup.personaSiteGone', { site }) : sites.length > 1 ? site : '' }
}
