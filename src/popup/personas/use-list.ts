import { useMemo, useState } from 'preact/hooks'
import { inOrder, type Persona } from '#shared/persona'
import { found } from './search.ts'

/** The list below the search field: what it has, and which of it Enter means. */
export interface PersonaListState {
  query: string
  isOpen: boolean
  matches: readonly Persona[]
  /** Where the active one stands; -1 in an empty list. */
  active: number
  search(query: string): void
  open(): void
  close(): void
  activate(index: number): void
}

/** Of a row, by which the field names the active one. */
export const optionId = (listId: string, index: number): string => `${listId}-${index}`

export function usePersonaList(personas: readonly Persona[]): PersonaListState {
  const [{ query, isOpen, id, place }, set] = useState(closed)
  const ordered = useMemo(() => inOrder(personas), [personas])
  const matches = useMemo(() => (isOpen ? found(ordered, query) : []), [ordered, query, isOpen])
  // It stays the active one when others come and go; where it goes itself, its neighbour is.
  const where = matches.findIndex(persona => persona.id === id)
  const active = where >= 0 ? where : Math.min(place, matches.length - 1)
  return {
    query,
    isOpen,
    matches,
    active,
    search: query => set({ ...closed, query, isOpen: true }),
    open: () => set(before => ({ ...before, isOpen: true })),
    close: () => set(closed),
    activate: index => set({ query, isOpen, id: matches[index]?.id, place: index }),
  }
}

const closed: { query: string; isOpen: boolean; id: string | undefined; place: number } = {
  query: '',
  isOpen: false,
  id: undefined,
  place: 0,
}
