import type { Persona } from '#shared/persona'
import { Listbox, type ListboxState } from '#ui/Listbox.tsx'
import { text } from '#ui/texts.ts'
import type { PersonaBarProps } from './PersonaBar.tsx'
import { PersonaTools } from './PersonaTools.tsx'
import { PersonaWords } from './PersonaWords.tsx'

/** As in personas.css. */
const rowHeight = 48

export interface PersonaListProps
  extends Pick<PersonaBarProps, 'sites' | 'sitesAreKnown' | 'ask' | 'onEdit'> {
  list: ListboxState
  matches: readonly Persona[]
}

/** The matches over the form, and what can be done with the marked one. */
export function PersonaList({ list, matches, sites, sitesAreKnown, ...tools }: PersonaListProps) {
  const draw = (persona: Persona | undefined) =>
    persona && <PersonaWords persona={persona} site={siteWords(persona, sites, sitesAreKnown)} />
  const marked = matches[list.marked]
  return (
    <Listbox {...list} label={text('personas')} rowHeight={rowHeight} draw={index => draw(matches[index])}>
      {marked === undefined ? (
        <p role="status">{text('personaNone')}</p>
      ) : (
        <PersonaTools key={marked.id} {...tools} persona={marked} top={list.marked * rowHeight} />
      )}
    </Listbox>
  )
}

/** The site where there are several, and that it is gone where it is; a persona without one belongs to whichever is chosen. */
function siteWords({ site }: Persona, sites: PersonaListProps['sites'], areKnown: boolean) {
  const isGone = areKnown && site !== '' && !sites.some(({ id }) => id === site)
  return { isGone, words: isGone ? text('personaSiteGone', site) : sites.length > 1 ? site : '' }
}
