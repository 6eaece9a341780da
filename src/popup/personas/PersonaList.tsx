import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Persona } from '#shared/persona'
import { text } from '#ui/texts.ts'
import { rowsShown } from './keys.ts'
import type { PersonaBarProps } from './PersonaBar.tsx'
import { PersonaRow } from './PersonaRow.tsx'
import { PersonaTools } from './PersonaTools.tsx'
import { optionId, type PersonaListState } from './use-list.ts'

/** As in personas.css. */
const rowHeight = 48

export interface PersonaListProps
  extends Pick<PersonaBarProps, 'sites' | 'sitesAreKnown' | 'ask' | 'onEdit'> {
  id: string
  list: PersonaListState
  onChoose: (persona: Persona, event: MouseEvent) => void
}

/** The matches over the form. Of thousands only the rows in sight are drawn. */
export function PersonaList({ id, list, sites, sitesAreKnown, onChoose, ...tools }: PersonaListProps) {
  const { matches, active } = list
  const { box, top, onScroll } = useInSight(active)
  const first = Math.max(0, Math.floor(top / rowHeight) - 1)
  const activePersona = matches[active]
  return (
    <div class="persona-list" ref={box} onScroll={onScroll}>
      <div
        role="listbox"
        id={id}
        aria-label={text('personas')}
        style={{ height: `${matches.length * rowHeight}px` }}
      >
        {matches.slice(first, first + rowsShown + 3).map((persona, index) => (
          <PersonaRow
            key={persona.id}
            id={optionId(id, first + index)}
            persona={persona}
            isActive={first + index === active}
            place={first + index}
            count={matches.length}
            top={(first + index) * rowHeight}
            site={siteWords(persona, sites, sitesAreKnown)}
            onActivate={() => list.activate(first + index)}
            onChoose={event => onChoose(persona, event)}
          />
        ))}
      </div>
      {activePersona === undefined ? (
        <p role="status">{text('personaNone')}</p>
      ) : (
        <PersonaTools key={activePersona.id} {...tools} persona={activePersona} top={active * rowHeight} />
      )}
    </div>
  )
}

/** The site where there are several, and that it is gone where it is. */
function siteWords({ site }: Persona, sites: PersonaListProps['sites'], areKnown: boolean) {
  const isGone = areKnown && !sites.some(({ id }) => id === site)
  return { isGone, words: isGone ? text('personaSiteGone', site) : sites.length > 1 ? site : '' }
}

/** Scrolls as far as the active row needs. */
function useInSight(active: number) {
  const box = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  useLayoutEffect(() => {
    const list = box.current
    if (list === null || active < 0) return
    const lowest = active * rowHeight
    list.scrollTop = Math.min(lowest, Math.max(list.scrollTop, lowest - (rowsShown - 1) * rowHeight))
    setTop(list.scrollTop)
  }, [active])
  return { box, top, onScroll: () => setTop(box.current?.scrollTop ?? 0) }
}
