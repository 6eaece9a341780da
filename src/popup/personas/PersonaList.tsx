import type { Site } from '#protocol/site'
import type { Persona } from '#shared/personas/persona'
import { Listbox, type ListboxState } from '#ui/components/Listbox.tsx'
import { t } from '#ui/i18n.ts'
import { PersonaLabel } from './PersonaLabel.tsx'
import { PersonaToolbar, type PersonaToolbarProps } from './PersonaToolbar.tsx'

/** As in personas.css. */
const rowHeight = 48

export interface PersonaListProps extends Pick<PersonaToolbarProps, 'onEdit' | 'send'> {
  list: ListboxState
  matches: readonly Persona[]
  sites: readonly Site[]
  /** Whether the companion has sent the sites. */
  areSitesKnown: boolean
}

/** The matches over the form, and what can be done with the marked one. */
export function PersonaList({ list, matches, sites, areSitesKnown, ...tools }: PersonaListProps) {
  const renderPersona = (persona: Persona | undefined) =>
    persona && <PersonaLabel persona={persona} site={formatSite(persona, sites, areSitesKnown)} />
  const marked = matches[list.marked]
  return (
    <Listbox
      {...list}
      label={t('popup.personas')}
      rowHeight={rowHeight}
      renderOption={index => renderPersona(matches[index])}
    >
      {marked === undefined ? (
        <p role="status">{t('popup.personaNone')}</p>
      ) : (
        <PersonaToolbar key={marked.id} {...tools} persona={marked} top={list.marked * rowHeight} />
      )}
    </Listbox>
  )
}

/** The site where there are several, and that it is gone where it is; a persona without one belongs to whichever is chosen. */
function formatSite({ site }: Persona, sites: PersonaListProps['sites'], areKnown: boolean) {
  const isGone = areKnown && site !== '' && !sites.some(({ id }) => id === site)
  return { isGone, words: isGone ? t('popup.personaSiteGone', { site }) : sites.length > 1 ? site : '' }
}
