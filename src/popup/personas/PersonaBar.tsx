import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { formatUserName } from '#protocol/identity'
import { orderByPlace, type Persona, sortPersonas } from '#shared/personas/persona'
import type { PersonasState } from '#shared/personas/persona-state'
import { searchPersonas } from '#shared/personas/search-personas'
import { TextInput } from '#ui/components/Field.tsx'
import { PersonaAvatar } from '#ui/components/PersonaAvatar.tsx'
import { type SelectModifiers, useListbox } from '#ui/hooks/use-listbox.ts'
import { t } from '#ui/i18n.ts'
import { lazy } from '#ui/lazy.tsx'
import type { PersonaListProps } from './PersonaList.tsx'

const PersonaList = lazy(() => import('./PersonaList.tsx').then(module => module.PersonaList))

export interface PersonaBarProps extends Omit<PersonaListProps, 'list' | 'matches'> {
  state: PersonasState
  onSignIn: (persona: Persona, inPrivateWindow: boolean) => void
}

/** Shows a search field for personas and buttons for the first few. */
export function PersonaBar({ state, onSignIn, ...rest }: PersonaBarProps) {
  const [query, setQuery] = useState('')
  const ordered = useMemo(() => sortPersonas(state.personas), [state.personas])
  const matches = useMemo(() => searchPersonas(ordered, query), [ordered, query])
  const keys = useMemo(() => matches.map(({ id }) => id), [matches])
  const { isOpen, field, open, close, list } = useListbox({
    keys,
    isSearch: true,
    onSelect: (index, modifiers) => signIn(matches[index], modifiers),
    onClose: () => setQuery(''),
  })
  const bar = useInitialFocus()
  // Preload after the first render, so that the list is ready for the first key.
  useEffect(PersonaList.preload, [])
  const signIn = (persona: Persona | undefined, { ctrlKey, metaKey }: SelectModifiers) =>
    persona && onSignIn(persona, ctrlKey || metaKey)
  const leave = ({ currentTarget, relatedTarget }: FocusEvent) => {
    const goesTo = relatedTarget instanceof Node ? relatedTarget : null
    if (currentTarget instanceof Node && !currentTarget.contains(goesTo)) close()
  }
  return (
    <div class="personas" ref={bar} onFocusOut={leave}>
      <TextInput
        {...field}
        aria-label={t('popup.personaFind')}
        placeholder={t('popup.personaFind')}
        form="sign-in"
        value={query}
        onText={text => {
          setQuery(text)
          open()
        }}
        onClick={open}
      />
      <PersonaButtons
        personas={orderByPlace(state.personas).slice(0, 4)}
        onSignIn={(persona, modifiers) => {
          close()
          signIn(persona, modifiers)
        }}
      />
      {isOpen && <PersonaList {...rest} list={list} matches={matches} />}
    </div>
  )
}

interface PersonaButtonsProps {
  personas: readonly Persona[]
  onSignIn: (persona: Persona, modifiers: SelectModifiers) => void
}

/** Shows buttons that sign in with one click. */
const PersonaButtons = ({ personas, onSignIn }: PersonaButtonsProps) => (
  <fieldset class="discs" aria-label={t('popup.personaSignInAs')}>
    {personas.map((persona, index) => (
      <button
        key={persona.id}
        type="button"
        class="bare"
        aria-label={persona.label}
        title={`${persona.label} – ${formatUserName(persona)}${index < 3 ? ` (Alt+Shift+${index + 1})` : ''}`}
        onClick={event => onSignIn(persona, event)}
      >
        <PersonaAvatar persona={persona} />
      </button>
    ))}
  </fieldset>
)

/** Focuses the search field when the popup opens. */
function useInitialFocus() {
  const bar = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => bar.current?.querySelector('input')?.focus(), [])
  return bar
}
